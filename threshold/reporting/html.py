"""The report as one page for a browser or a printer: no script, and nothing is fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from threshold.assessment import Assessment
from threshold.reporting.outline import outline
from threshold.reporting.shape import printable


def render(answer: Assessment) -> str:
    """The whole report as HTML. Every word of a rulebook is escaped, and may run from right to left."""
    style = _part("report.css")
    return _template().render(report=outline(answer), style=Markup(style), policy=_policy(style))


def _policy(style: str) -> str:
    """What a browser may do with the page: show it, in this one style."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=_shown, keep_trailing_newline=True)
    return environment.from_string(_part("report.html.jinja"))


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value


@lru_cache(maxsize=2)
def _part(name: str) -> str:
    return files("threshold.reporting").joinpath(name).read_text(encoding="utf-8")
