"""Versions of everything installed, one constant a line."""

LIBRARY_VERSION = "0.1.0"

CHART_VERSION = "2026.8.3"
IMAGE_TAG = "2026.8.3"
KNOWN_CHART_VERSIONS = (CHART_VERSION,)
CHART_REPOSITORY = "https://unionai.github.io/helm-charts"

EXTERNAL_SECRETS_VERSION = "0.19.2"
EXTERNAL_SECRETS_REPOSITORY = "https://charts.external-secrets.io"
