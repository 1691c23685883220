"""Rules that hold between sections of the stack file, one module a topic.

A rule is a pure function. Its parameters are the sections that it reads, by their names in
`Settings`; where one of them could not be read, the rule is not asked. `attachment` is what the
stack with the control plane told, None where the control plane is not another stack's; `told` is
what the program tells in place of settings.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..problems import Problem
from . import (
    accounts,
    attachment,
    authentication,
    azure,
    azure_storage,
    chart,
    cluster_pool_attributes,
    cluster_pools,
    code_viewer,
    controlplane,
    data_retention,
    gcp,
    hosts,
    image_builder,
    monitoring,
    multi_cluster,
    namespace_mapping,
    namespaces,
    node_pools,
    persistent_logs,
    repositories,
    secrets,
    storage,
)

Rule = Callable[..., Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    accounts.one_provider,
    accounts.one_cloud,
    accounts.one_account,
    accounts.clusters_are_named_once,
    accounts.issuers_are_unique,
    attachment.names_are_apart,
    attachment.the_secret_is_read,
    attachment.referenced_buckets_are_there,
    authentication.control_plane_has_clients,
    authentication.control_plane_has_registry,
    azure.control_plane_is_elsewhere,
    azure.secrets_have_a_vault,
    azure.logs_have_a_way,
    azure.spot_is_for_workers,
    azure.repositories_are_in_registries,
    azure_storage.buckets_have_storage_accounts,
    azure_storage.storage_accounts_are_named_once,
    azure_storage.managed_documents_have_rules,
    azure_storage.code_is_with_metadata,
    chart.known_version,
    cluster_pool_attributes.each_run_has_one_pool,
    cluster_pool_attributes.domains_are_known,
    cluster_pool_attributes.projects_are_known,
    cluster_pools.a_pool_shares_metadata,
    cluster_pools.pools_share_no_metadata,
    code_viewer.cors_has_readers,
    controlplane.the_database_is_somewhere,
    controlplane.databases_differ,
    controlplane.scylla_finds_cert_manager,
    controlplane.data_planes_are_reached,
    data_retention.only_raw_data_expires,
    data_retention.managed_lifecycle_has_rules,
    gcp.pools_have_projects,
    gcp.repositories_have_ids,
    hosts.hosts_are_unique,
    image_builder.buildkit_uri_works,
    image_builder.nodes_may_pull,
    monitoring.one_stack_a_cluster,
    monitoring.workspaces_are_known,
    monitoring.workspaces_are_near,
    monitoring.workspaces_are_unique,
    multi_cluster.names_are_free,
    multi_cluster.one_data_plane_a_cluster,
    multi_cluster.pools_are_complete,
    multi_cluster.queues_have_names,
    multi_cluster.retired_planes_rest,
    namespace_mapping.template_is_read,
    namespace_mapping.the_v1_engines_have_one_namespace,
    namespace_mapping.namespaces_are_legal,
    namespace_mapping.namespaces_are_apart,
    namespace_mapping.namespaces_are_free,
    namespaces.planes_live_apart,
    node_pools.pools_have_roles,
    node_pools.pools_are_told_apart,
    node_pools.existing_pools_have_one_role,
    node_pools.pods_have_nodes,
    persistent_logs.logs_are_written,
    repositories.repositories_are_named_once,
    repositories.repositories_are_near,
    secrets.names_are_the_stores,
    storage.buckets_are_named_once,
    storage.documents_are_apart,
    storage.names_are_the_clouds,
    storage.prefixes_are_read,
    storage.the_control_plane_keeps_apart,
)
"""Every rule."""


def broken_rules(sections: Mapping[str, Any]) -> Iterator[Problem]:
    """What the rules say of the sections that could be read."""
    for rule in RULES:
        read = inspect.signature(rule).parameters
        if read.keys() <= sections.keys():
            yield from rule(**{name: sections[name] for name in read})
