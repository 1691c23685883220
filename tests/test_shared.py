"""What planes share, worked out from the stack file alone."""

from components import shared
from components.cloud.platform import BucketArgs, RegistryArgs, RemoteWriteArgs
from components.config.image_builder import Repository

from .config.stack import REMOVED, Changes
from .planes.settings import FIRST, ONE, RETIRED, SECOND, SINGLE, TWO, first, settings

ORIGINS = ("https://*.unionai.cloud", "https://union.acme.com")
APART: Changes = {
    "buckets.work": {"account": "prod", "create": "acme-union-work"},
    "repositories.work": {"account": "images", "create": "union/work"},
    f"{TWO}.storage": {"metadata": "work"},
    f"{TWO}.imageBuilder": {"repository": "work"},
    "clusterPools": {"default": [FIRST], "work": [SECOND]},
}
"""The second data plane shares nothing with the first."""
LEFT: Changes = {**APART, f"{ONE}.retired": True, "clusterPools": {"default": [SECOND]}}
"""Only the second is left."""


def origins(*changes: Changes) -> dict[str, tuple[str, ...]]:
    return {name: it.cors_origins for name, it in shared.buckets(settings(*changes)).items()}


def retired(*changes: Changes) -> list[str]:
    return [name for name, it in shared.buckets(settings(*changes)).items() if it.retired]


def test_every_bucket_of_the_stack_file_is_made_in_the_order_of_names() -> None:
    found = settings()

    assert list(shared.buckets(found).items()) == [
        (
            name,
            BucketArgs(
                settings=found.buckets[name], cors_origins=ORIGINS if name == "code" else ()
            ),
        )
        for name in ("code", "control-plane", "metadata", "raw")
    ]


def test_browsers_read_metadata_where_code_bundles_are_kept_beside_it() -> None:
    beside = {f"{plane}.storage.fastRegistration": REMOVED for plane in (ONE, TWO)}

    assert origins({**beside, "buckets.code": REMOVED})["metadata"] == ORIGINS


def test_browsers_come_from_every_host_of_the_installation_and_from_the_sections_own() -> None:
    more = {
        "controlPlane.ingress": {"tlsSecret": "union-tls", "extraHosts": ["ml.acme.com"]},
        f"{TWO}.codeViewer": {"extraHosts": ["notebooks.acme.com"]},
    }

    assert origins(more)["code"] == (
        "https://*.unionai.cloud",
        "https://ml.acme.com",
        "https://notebooks.acme.com",
        "https://union.acme.com",
    )


def test_nobody_reads_code_where_every_viewer_is_off_or_every_plane_retires() -> None:
    off = {f"{plane}.codeViewer": "disabled" for plane in (ONE, TWO)}

    assert origins(off)["code"] == ()
    assert origins(LEFT)["code"] == ()


def test_a_bucket_is_let_go_of_when_the_last_of_its_planes_retires() -> None:
    assert retired(APART) == []
    assert retired(RETIRED) == []
    assert retired(LEFT) == ["code", "metadata", "raw"]


def test_a_bucket_that_the_control_plane_uses_too_stays() -> None:
    shared_metadata = {"controlPlane.metadata": {"bucket": "metadata", "prefix": "control-plane"}}

    assert retired(LEFT, shared_metadata) == ["code", "raw"]


def test_a_data_plane_pushes_to_the_repository_that_it_names() -> None:
    found = settings()

    assert shared.repository(found, first(found)) == "images"
    assert shared.repositories(found) == {
        "images": RegistryArgs(settings=found.repositories["images"])
    }


def test_a_data_plane_that_names_none_pushes_to_one_of_ours_in_its_account() -> None:
    unnamed = {f"{plane}.imageBuilder": {} for plane in (ONE, TWO)}
    found = settings({**unnamed, "repositories": REMOVED})

    assert shared.repositories(found) == {
        "prod-images": RegistryArgs(settings=Repository(account="prod", create="acme-union/images"))
    }


def test_a_data_plane_whose_image_builder_is_off_has_no_repository() -> None:
    found = settings({f"{ONE}.imageBuilder": "disabled"})

    assert shared.repository(found, first(found)) is None
    assert shared.base_images(first(found)) == ()


def test_a_repository_is_let_go_of_when_the_last_of_its_planes_retires() -> None:
    def left(*changes: Changes) -> dict[str, bool]:
        return {name: it.retired for name, it in shared.repositories(settings(*changes)).items()}

    assert left(RETIRED) == {"images": False}
    assert left(LEFT) == {"images": True, "work": False}


def test_metrics_go_to_the_account_of_the_workspace() -> None:
    found = settings()
    health = first(found).monitoring.cluster_health
    assert health is not None
    assert health.remote_write is not None

    assert shared.remote_writes(found) == {
        FIRST: ("prod", RemoteWriteArgs(settings=health.remote_write))
    }


def test_metrics_that_go_to_a_url_are_the_clusters_own_accounts() -> None:
    elsewhere = {"clusterHealth": {"remoteWrite": {"url": "https://metrics.acme.com/write"}}}
    found = settings({f"{TWO}.monitoring": elsewhere})

    account, args = shared.remote_writes(found)[SECOND]
    assert account == "prod"
    assert args.settings.url == "https://metrics.acme.com/write"


def test_a_retired_data_plane_lets_go_of_its_workspace() -> None:
    _, args = shared.remote_writes(settings(RETIRED))[FIRST]

    assert args.retired


def test_a_single_namespace_shares_the_same_things() -> None:
    assert shared.buckets(settings(SINGLE)) == shared.buckets(settings())


def test_images_are_built_where_a_data_plane_at_work_has_a_builder() -> None:
    off = {f"{ONE}.imageBuilder": "disabled", f"{TWO}.imageBuilder": "disabled"}
    only_the_retired = {f"{TWO}.imageBuilder": "disabled"}

    assert shared.builds_images(settings())
    assert shared.builds_images(settings({f"{ONE}.imageBuilder": "disabled"}))
    assert not shared.builds_images(settings(off))
    assert not shared.builds_images(settings(RETIRED, only_the_retired))
