"""The published document in a real browser, like the report: at every size, in the dark, stacked, and on paper.

`make test-browser` looks at the shipped rulebook and at hard words too; `make test`, where it can, at the small one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.test_page import EVERYTHING, assert_fits, look, pytestmark
from tests.reporting.publications import NAMES, made
from threshold.reporting.publication import render

__all__ = ["pytestmark"]


@pytest.mark.parametrize("name", NAMES if EVERYTHING else ("small",))
def test_the_document_keeps_nobody_out(name: str, tmp_path: Path) -> None:
    """No violation of WCAG 2.2 A or AA or of good practice, nothing to scroll sideways, no long lines of text, nothing
    fetched, nothing of the page refused. On paper there is nothing to tap, so targets may be small there."""
    page = tmp_path / "page.html"
    page.write_text(render("html", made(name)), encoding="utf-8")
    views = look(page)

    assert len(views) > 5
    for view in views:
        printed = "printed" in view["view"]
        found = [rule for rule in view["violations"] if not (printed and rule.startswith("target-size"))]
        assert found == [], view["view"]
        assert view["passes"] > 25, view["view"]
        assert_fits(view)
