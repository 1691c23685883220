"""Kubernetes: what is put into a cluster by us, and the one caller of Helm."""
