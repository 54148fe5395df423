"""What the tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

import threshold
from threshold.engine import engine_names

settings.register_profile("untimed", deadline=None)  # a slow machine is no failure
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def rulebook() -> threshold.Rulebook:
    """The rulebook that ships."""
    return threshold.load_rulebook()


@pytest.fixture(params=engine_names())
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine of this machine in turn."""
    name: str = request.param
    return name
