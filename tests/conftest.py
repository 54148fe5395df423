"""What the tests share."""

from __future__ import annotations

import pytest

import threshold
from threshold.engine import engine_names


@pytest.fixture(scope="session")
def rulebook() -> threshold.Rulebook:
    """The rulebook that ships."""
    return threshold.load_rulebook()


@pytest.fixture(params=engine_names())
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine of this machine in turn."""
    name: str = request.param
    return name
