"""One page for a browser or a printer, of a report or of anything else: no script, and nothing is fetched from
anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from threshold.assessment import Assessment
from threshold.reporting.outline import outline
from threshold.reporting.shape import Outline, printable

_FOOT = '@media print { @page { @bottom-left { content: "%s"; font: 8pt sans-serif; } } }\n'


def render(answer: Assessment) -> str:
    """The whole report as HTML. Every word of a rulebook is escaped, and may run from right to left."""
    return report(outline(answer))


def report(made: Outline) -> str:
    """A whole report, or a sheet, as HTML."""
    return page("report.html.jinja", ("report.css",), report=made)


def page(template: str, styles: Iterable[str], foot: str = "", **parts: Any) -> str:
    """What *template* makes of *parts*, in the *styles* one after the other; *foot* stands at the foot of each printed
    page. Files are named from this folder."""
    style = "".join(_part(name) for name in styles) + (_FOOT % _quoted(foot) if foot else "")
    return _template(template).render(style=Markup(style), policy=_policy(style), **parts)


def _policy(style: str) -> str:
    """What a browser may do with the page: show it, in this one style."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _quoted(words: str) -> str:
    """*words* as CSS writes them between quotation marks; nothing in them can end the marks, or the style."""
    return "".join(
        letter if letter.isalnum() or letter in " .,()" else f"\\{ord(letter):x} " for letter in printable(words)
    )


@lru_cache(maxsize=2)
def _template(name: str) -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=_shown, keep_trailing_newline=True)
    return environment.from_string(_part(name))


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value


@lru_cache(maxsize=4)
def _part(name: str) -> str:
    return files("threshold.reporting").joinpath(name).read_text(encoding="utf-8")
