"""Keys of storage accounts."""

from components.config.accounts import AzureStorageAccount
from tests.engine import Engine, Hidden

from .facts import ACCOUNT, METADATA, platform
from .test_bucket import WANTED

ANSWERS = {
    "azure-native:storage:listStorageAccountKeys": lambda it: {
        "keys": [{"keyName": "key1", "value": f"planted-key-of-{it['accountName']}"}]
    }
}


def test_a_key_of_an_account_of_ours_is_looked_up_once_that_is_made() -> None:
    engine, foreseen = Engine(None, ANSWERS), Engine(None, ANSWERS, preview=True)

    def program() -> object:
        there = platform()
        found = there.buckets("stores", WANTED)
        return there.log_key(found["metadata"]).value

    engine.run(program)
    foreseen.run(program)

    assert foreseen.calls == []
    assert engine.result == Hidden("planted-key-of-acmeunion")


def test_and_of_one_that_exists_at_once() -> None:
    held = AzureStorageAccount(existing="acmeunion")
    theirs = ACCOUNT.model_copy(update={"storage_accounts": {"main": held}})
    engine = Engine(None, ANSWERS)

    engine.run(lambda: platform(theirs).log_key(METADATA).value)

    assert engine.result == Hidden("planted-key-of-acmeunion")
