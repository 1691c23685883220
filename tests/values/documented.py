"""Every key that a YAML snippet of the documentation sets, by page and chart.

`...` stands for what the page leaves to the reader.
"""

from typing import Any

Snippet = dict[str, Any]

ADMIN = "flyte.configmap.adminServer"
AUTH = f"{ADMIN}.auth"
CONNECTION = "services.executions.configMap.executions.app.adminClient.connection"
INGRESS = "ingress.protectedIngressAnnotations"
NGINX = "[nginx.ingress.kubernetes.io"
CRS = "clusterresourcesync.config.union.auth"
TERMS = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
K8S = "config.k8s.plugins.k8s"


def _on(role: str) -> list[dict[str, Any]]:
    labelled = {"key": "union.ai/node-role", "operator": "In", "values": [role]}
    return [{"matchExpressions": [labelled]}]


def _tolerates(role: str) -> list[dict[str, str]]:
    taint = {"effect": "NoSchedule", "key": "union.ai/node-role", "operator": "Equal"}
    return [{**taint, "value": role}]


SNIPPETS: dict[tuple[str, str], Snippet] = {
    ("configuration/node-pools", "dataplane"): {
        f"scheduling.{TERMS}": _on("services"),
        "scheduling.tolerations": _tolerates("services"),
        f"{K8S}.default-{TERMS}": _on("worker"),
        f"{K8S}.default-tolerations": _tolerates("worker"),
    },
    ("configuration/authentication", "controlplane"): {
        "global.OIDC_BASE_URL": ...,
        "global.OIDC_CLIENT_ID": ...,
        "global.CLI_CLIENT_ID": ...,
        "global.INTERNAL_CLIENT_ID": ...,
        "global.AUTH_TOKEN_URL": ...,
        f"{ADMIN}.server.security.useAuth": True,
        f"{AUTH}.grpcAuthorizationHeader": "flyte-authorization",
        f"{AUTH}.httpAuthorizationHeader": "flyte-authorization",
        f"{AUTH}.authorizedUris": [
            "http://flyteadmin:80",
            "http://flyteadmin.union-cp.svc.cluster.local:80",
        ],
        f"{AUTH}.appAuth.authServerType": "External",
        f"{AUTH}.appAuth.externalAuthServer.baseUrl": ...,
        f"{AUTH}.appAuth.thirdPartyConfig.flyteClient.clientId": ...,
        f"{AUTH}.appAuth.thirdPartyConfig.flyteClient.redirectUri": "http://localhost:53593/callback",
        f"{AUTH}.appAuth.thirdPartyConfig.flyteClient.scopes": ["all"],
        f"{AUTH}.userAuth.openId.baseUrl": ...,
        f"{AUTH}.userAuth.openId.clientId": ...,
        f"{AUTH}.userAuth.openId.scopes": ["profile", "openid", "offline_access"],
        f"{AUTH}.userAuth.cookieSetting.sameSitePolicy": "LaxMode",
        f"{AUTH}.userAuth.cookieSetting.domain": "",
        f"{AUTH}.userAuth.idpQueryParameter": "idp",
        f"{ADMIN}.admin.clientId": ...,
        f"{ADMIN}.admin.clientSecretLocation": "/etc/secrets/client_secret",
        "flyte.secrets.adminOauthClientCredentials.enabled": True,
        "flyte.secrets.adminOauthClientCredentials.clientSecret": "placeholder",
        "configMap.admin.clientId": ...,
        "configMap.admin.clientSecretLocation": "/etc/secrets/union/client_secret",
        "configMap.union.auth.enable": True,
        "configMap.union.auth.type": "ClientSecret",
        "configMap.union.auth.clientId": ...,
        "configMap.union.auth.clientSecretLocation": "/etc/secrets/union/client_secret",
        "configMap.union.auth.tokenUrl": ...,
        "configMap.union.auth.authorizationMetadataKey": "flyte-authorization",
        "configMap.union.auth.scopes": ["all"],
        f"{CONNECTION}.authorizationHeader": "flyte-authorization",
        f"{CONNECTION}.clientId": ...,
        f"{CONNECTION}.clientSecretLocation": "/etc/secrets/union/client_secret",
        f"{CONNECTION}.tokenUrl": ...,
        f"{CONNECTION}.scopes": ["all"],
        f"{INGRESS}{NGINX}/auth-url]": "https://$host/me",
        f"{INGRESS}{NGINX}/auth-signin]": "https://$host/login?redirect_url=$escaped_request_uri",
        f"{INGRESS}{NGINX}/auth-response-headers]": "Set-Cookie",
        f"{INGRESS}{NGINX}/auth-cache-key]": "$http_flyte_authorization$http_cookie",
        f"{INGRESS}Grpc{NGINX}/auth-url]": "https://$host/me",
        f"{INGRESS}Grpc{NGINX}/auth-response-headers]": "Set-Cookie",
        f"{INGRESS}Grpc{NGINX}/auth-cache-key]": (
            "$http_authorization$http_flyte_authorization$http_cookie"
        ),
    },
    ("configuration/authentication", "dataplane"): {
        "global.AUTH_CLIENT_ID": ...,
        f"{CRS}.enable": True,
        f"{CRS}.type": "ClientSecret",
        f"{CRS}.clientId": ...,
        f"{CRS}.clientSecretLocation": "/etc/union/secret/client_secret",
        f"{CRS}.authorizationMetadataKey": "flyte-authorization",
        f"{CRS}.tokenRefreshWindow": "5m",
        "config.union.auth.enable": True,
        "config.union.auth.type": "ClientSecret",
        "config.union.auth.clientId": ...,
        "config.union.auth.clientSecretLocation": "/etc/union/secret/client_secret",
        "config.union.auth.authorizationMetadataKey": "flyte-authorization",
        "config.union.auth.tokenRefreshWindow": "5m",
        "config.admin.admin.clientId": ...,
        "config.admin.admin.clientSecretLocation": "/etc/union/secret/client_secret",
        "executor.config.unionAuth.injectSecret": True,
        "executor.config.unionAuth.secretName": "EAGER_API_KEY",
        "secrets.admin.enable": True,
        "secrets.admin.create": False,
        "secrets.admin.clientId": ...,
        "secrets.admin.clientSecret": "placeholder",
    },
    ("configuration/image-builder", "dataplane"): {
        "imageBuilder.enabled": True,
        "imageBuilder.targetConfigMapName": "build-image-config",
        "imageBuilder.buildkitUri": "",
        "imageBuilder.defaultRepository": ...,
        "imageBuilder.authenticationType": ...,
        "imageBuilder.buildkit.enabled": True,
    },
    ("configuration/multi-cluster", "dataplane"): {
        "clusterName": ...,
        "storage.bucketName": ...,
    },
    ("configuration/persistent-logs", "dataplane"): {
        "fluentbit.enabled": ...,
        "fluentbit.serviceAccount.name": "fluentbit-system",
        "fluentbit.serviceAccount.annotations[eks.amazonaws.com/role-arn]": ...,
    },
    ("configuration/monitoring", "dataplane"): {
        "prometheus.image.repository": "prom/prometheus",
        "prometheus.image.tag": "v3.3.1",
        "prometheus.retention": "3d",
        "prometheus.routePrefix": "/prometheus/",
        "prometheus.resources.limits.cpu": "3",
        "prometheus.resources.limits.memory": "3500Mi",
        "prometheus.resources.requests.cpu": "1",
        "prometheus.resources.requests.memory": "1Gi",
        "prometheus.serviceAccount.create": True,
        "prometheus.serviceAccount.annotations": {},
        "prometheus.priorityClassName": "system-cluster-critical",
        "prometheus.nodeSelector": {},
        "prometheus.tolerations": ...,
        f"prometheus.{TERMS}": ...,
        "monitoring.enabled": True,
        "monitoring.crds.enabled": False,
        "monitoring.grafana.enabled": True,
        "monitoring.grafana.adminPassword": ...,
        "monitoring.grafana.ingress.enabled": True,
        "monitoring.grafana.ingress.ingressClassName": "nginx",
        "monitoring.grafana.ingress.hosts": ["grafana.acme.com"],
        "monitoring.prometheus.prometheusSpec.retention": "30d",
        "monitoring.prometheus.prometheusSpec.resources.requests.memory": "2Gi",
        "monitoring.prometheus.prometheusSpec.remoteWrite": ...,
        "monitoring.alertmanager.enabled": True,
    },
    ("configuration/monitoring", "dataplane-crds"): {
        "crds.flyte": True,
        "crds.prometheusOperator": True,
    },
    ("configuration/union-secrets", "dataplane"): {"proxy.secretManager.namespace": ...},
    ("configuration/data-retention", "dataplane"): {
        "configuration.storage.metadataContainer": ...,
        "configuration.storage.userDataContainer": ...,
        "config.core.propeller.metadata-prefix": "metadata/propeller",
    },
    ("configuration/namespace-mapping", "dataplane"): {
        "namespace_mapping.template": (
            "acme-{{ '{{' }} project {{ '}}' }}-{{ '{{' }} domain {{ '}}' }}"
        ),
    },
}
