"""Each shared thing once."""

from components import shared
from components.config.storage import Place
from components.contracts import Location
from components.planes.identities import Places
from components.stores import Stores, StoresArgs

from .config.stack import REMOVED, Changes
from .engine import Engine
from .fakes import FakePlatform, bucket, registry, whole
from .planes.settings import FIRST, ONE, TWO, settings


def stores(*changes: Changes) -> tuple[dict[str, FakePlatform], Stores]:
    """Platforms by account, and what they made."""
    clouds = {name: FakePlatform(account=name) for name in ("prod", "images")}
    engine = Engine()
    engine.run(lambda: Stores("stores", StoresArgs(settings=settings(*changes), clouds=clouds)))
    return clouds, engine.result


def test_each_thing_is_made_once_by_the_account_that_holds_it() -> None:
    clouds, found = stores()

    assert {name: [it[:2] for it in cloud.asked] for name, cloud in clouds.items()} == {
        "prod": [
            ("buckets", "stores"),
            ("remote_write", "stores-production-cluster-1-metrics"),
        ],
        "images": [("registry", "stores-images")],
    }
    assert clouds["prod"].told("buckets") == {"stores": shared.buckets(settings())}
    assert found.buckets == {
        name: bucket(f"acme-union-{name}") for name in ("code", "control-plane", "metadata", "raw")
    }
    assert found.registries == {"images": registry("union/images", "images")}
    assert found.remote_writes[FIRST].url == "https://metrics.example.com/acme-union"


def test_a_data_plane_keeps_each_thing_where_it_says() -> None:
    _, found = stores()

    assert found.places(FIRST) == Places(
        metadata=whole("acme-union-metadata"),
        fast_registration=whole("acme-union-code"),
        raw_data=whole("acme-union-raw"),
    )


def test_a_data_plane_that_names_one_bucket_keeps_everything_in_it() -> None:
    one = {f"{plane}.storage": {"metadata": "metadata"} for plane in (ONE, TWO)}
    _, found = stores({**one, "buckets.code": REMOVED, "buckets.raw": REMOVED})

    everything = whole("acme-union-metadata")
    assert found.places(FIRST) == Places(
        metadata=everything, fast_registration=everything, raw_data=everything
    )


def test_a_place_may_be_a_prefix() -> None:
    _, found = stores()

    assert found.location(Place(bucket="raw", prefix="team-a")) == Location(
        bucket=bucket("acme-union-raw"), prefix="team-a"
    )
