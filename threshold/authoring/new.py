"""`rules new`: a rulebook to begin with. It loads and can be asked; every statement in it is a placeholder."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping

from threshold.authoring import keys
from threshold.authoring.schema import TITLES, as_files
from threshold.errors import ThresholdError
from threshold.rulebook import form
from threshold.rulebook.loading import read_rulebook

LEVEL = "level.yaml"  # the template of one level; the others are each a file of the rulebook
FEWEST, MOST = 2, form.MOST_LEVELS
_COLUMN = re.compile(r" *level_[1-6]:$")
_EXPLAINED = re.compile(r"( *)#= (\w+)\.(\w+)$")
_MODELS = {model.__name__: model for model in TITLES}


class NotATitleError(ThresholdError):
    """What was given cannot be the title of a rulebook."""


def skeleton(templates: Mapping[str, str], title: str, levels: int) -> dict[str, str]:
    """The files of a new rulebook of so many *levels*, by name, made from the *templates* of this package. Raises
    NotATitleError."""
    words = {
        "id": _id(title),
        "title": json.dumps(title, ensure_ascii=False),
        "sign": str(min(2, levels - 1)),
        "above": str(min(3, levels)),
        "last": str(levels),
        "levels": "\n".join(_filled(templates[LEVEL], {"level": str(n)}) for n in range(1, levels + 1)),
        "keys": keys.table(),
    }
    files = {name: _filled(template, words) for name, template in templates.items() if name != LEVEL}
    reading = read_rulebook(
        {name: text.encode("utf-8", "surrogatepass") for name, text in files.items() if name.endswith(".yaml")}
    )
    if reading.rulebook is None or reading.rulebook.title != title:  # the title is all that was not written here
        raise NotATitleError(
            "that cannot be a title: it is one line of two letters or more, with no space before or after it\n"
            '  = give it in quotation marks: --title "Threshold document of our partnership"'
        )
    return files | {f"schema/{name}": text for name, text in as_files(reading.sheets).items()}


def _id(title: str) -> str:
    """A name made of the letters of the title, as far as it has plain ones."""
    found = re.search(r"[a-z][a-z0-9_]*", re.sub(r"[^a-z0-9]+", "_", title.lower()))
    return found[0].strip("_")[:60].strip("_") if found else "new_rulebook"


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = re.sub(r"\{\{(\w+)\}\}", lambda match: words[match[1]], template)
    return "".join(f"{line}\n" for line in _lines(text))


def _lines(text: str) -> Iterator[str]:
    """The lines, with each key explained that is to be; a column that goes on is not begun twice."""
    column = None
    for line in text.removesuffix("\n").split("\n"):
        explained = _EXPLAINED.match(line)
        if explained:
            indent, model, key = explained.groups()
            words = keys.meaning(_MODELS[model], key)
            yield from textwrap.wrap(words, 110, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
        elif line != column:
            yield line
        if _COLUMN.match(line):
            column = line
