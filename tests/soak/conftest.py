"""What the soak shares: a way to tell what was measured."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Writes a line to the terminal, whatever pytest captures."""
    writer, capture = request.config.get_terminal_writer(), request.config.pluginmanager.getplugin("capturemanager")

    def write(line: str) -> None:
        with capture.global_and_fixture_disabled():
            writer.line(f"\n  {line}")

    return write
