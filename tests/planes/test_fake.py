"""What stands in for a cloud in these tests."""

import inspect

from components.cloud.platform import Platform

from ..fakes import FakePlatform


def test_the_fake_answers_whatever_a_platform_is_asked() -> None:
    wanted = {name: method for name, method in vars(Platform).items() if inspect.isfunction(method)}
    asked = {name: method for name, method in wanted.items() if not name.startswith("_")}

    assert asked
    assert {name: _arguments(getattr(FakePlatform, name)) for name in asked} == {
        name: _arguments(method) for name, method in asked.items()
    }


def _arguments(method: object) -> list[str]:
    return list(inspect.signature(method).parameters)
