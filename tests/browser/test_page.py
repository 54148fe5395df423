"""The page in a real browser: nothing inaccessible, nothing wider than the screen, nothing fetched.

Needs Chromium, node and the two packages of package.json: `make test-browser` gets them, and looks at every page. Where
they are already there, `make test` looks at two; elsewhere these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.cases import CASES, answer_of, nasty_answer
from threshold.reporting import html

HERE = Path(__file__).resolve().parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NODE = shutil.which("node")
PACKAGES = all((HERE / "node_modules" / name).is_dir() for name in ("axe-core", "playwright-core"))
EVERYTHING = "THRESHOLD_BROWSER" in os.environ
NAMES = (*CASES, "nasty words") if EVERYTHING else ("several levels", "nasty words")
PAGES = [name.replace(" ", "-") for name in NAMES]

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and NODE and PACKAGES) and not EVERYTHING,
    reason="no Chromium, or no node with axe-core and playwright-core: `make test-browser` gets them",
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What the browser saw of each page, in every view."""
    assert CHROMIUM
    assert NODE
    folder = tmp_path_factory.mktemp("pages")
    pages = [folder / f"{name}.html" for name in PAGES]
    for page, name in zip(pages, NAMES, strict=True):
        answer = answer_of(name) if name in CASES else nasty_answer()
        page.write_text(html.render(answer), encoding="utf-8")
    done = subprocess.run(
        [NODE, "look.mjs", CHROMIUM, *pages], cwd=HERE, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr
    views = json.loads(done.stdout)
    return {name: [view for view in views if Path(view["page"]).stem == name] for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out(seen: dict[str, list[dict[str, Any]]], name: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A or AA, nor of good practice, in any size, colour scheme or on paper."""
    for view in seen[name]:
        assert view["violations"] == [], view["view"]
        assert view["passes"] > 15, view["view"]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(seen: dict[str, list[dict[str, Any]]], name: str) -> None:
    """Nobody scrolls sideways, at 320 pixels (400 %) and with wide spacing too; lines stay short on a wide screen."""
    for view in seen[name]:
        assert not view["scrolls"], view["view"]
        assert view["sticksOut"] == [], view["view"]
        assert view["widest"] < 46, view["view"]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_and_the_style_is_let_in(seen: dict[str, list[dict[str, Any]]], name: str) -> None:
    """The page asks for nothing but itself; the browser refuses nothing of it; paper is black on white always."""
    for view in seen[name]:
        assert view["outside"] == [], view["view"]
        assert view["complaints"] == [], view["view"]
        assert view["styled"], view["view"]
        assert "printed" not in view["view"] or view["ink"] == "rgb(0, 0, 0)"
