"""JSON Schema of the rule files, for editors: made from their form, with what each key means.

It refuses unknown keys, missing keys and values that cannot stand there. What one file says of another is for
`rules check`: a theme, a source or an article of the rulebook is offered, and another one not refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from threshold.authoring import keys
from threshold.rulebook import condition, form
from threshold.rulebook.sheets import Sheets

Schema = dict[str, Any]

FORMS: Mapping[str, type[form.Written]] = {
    "table": form.DomainFile,
    "rulebook": form.TitlePage,
    "articles": form.ArticlesFile,
    "words": form.WordsFile,
}
FILES = {
    "table": "table.schema.json",
    "rulebook": "rulebook.schema.json",
    "articles": "uncrc_articles.schema.json",
    "words": "everyday_words.schema.json",
}
TITLES: Mapping[type[BaseModel], str] = {
    form.Indicator: "statement",
    form.Combination: "combination",
    form.See: "see (printed here too)",
    form.Also: "another place",
    form.Do: "instruction",
    form.ChildFacts: "child",
    form.Example: "example",
    form.Strand: "strand (row)",
    form.Passage: "words",
    form.NextStep: "next step",
    form.Level: "level of need",
    form.Pathway: "pathway",
    form.DomainFile: "table",
    form.Source: "source",
    form.Emergency: "emergency",
    form.Contact: "contact",
    form.Standing: "standing instruction",
    form.Advice: "advice",
    form.Term: "term",
    form.Retired: "retired statement",
    form.Silenced: "silence",
    form.TitlePage: "title page",
    form.Article: "article",
    form.ArticlesFile: "articles",
    form.WordsFile: "everyday words",
    condition.Condition: "condition",
    condition.Age: "age",
    condition.SomeOf: "some of",
}
PATTERNS: Mapping[str, str] = {  # what an editor says of a text that does not fit
    "^[a-z][a-z0-9]*(_[a-z0-9]+)*$": "an id has small letters, digits and _ only, and begins with a letter",
    "^([a-z][a-z0-9_]*\\.)?[a-z][a-z0-9_]*$": "the id of a statement: `statement`, or `table.statement`",
    "^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$": "the full id of a statement: `table.statement`",
    "^[a-z0-9-]+$": "the id of a source has small letters, digits and - only",
    "^\\S(.*\\S)?$": "a text on one line, with no space before or after it",
}
_MODELS = {model.__name__: model for model in TITLES}
_MAY_BE_NULL = {(form.Contact, "how")}
_OF_A_SIGN = ("when", "unsettled", "open_above", "urgent")  # what sets a level has them; nothing else


def schemas(sheets: Sheets | None = None) -> dict[str, Schema]:
    """The schema of each kind of file; with *sheets*, the themes, sources and articles of that rulebook are offered."""
    offered = _offered(sheets) if sheets else {}
    return {kind: _schema(model, offered) for kind, model in FORMS.items()}


def as_files(sheets: Sheets | None = None) -> dict[str, str]:
    """The same as the text of the files that editors read, by their names."""
    made = schemas(sheets)
    return {FILES[kind]: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for kind, schema in made.items()}


def _offered(sheets: Sheets) -> dict[str, list[Any]]:
    """What an editor can offer for a key, by the key's name."""
    title = sheets.title.written
    themes, sources = [*title.themes], [*title.sources]
    articles = [article.article for article in sheets.articles.written.articles]
    return {"themes": themes, "theme": themes, "for": themes, "source": sources, "articles": articles}


def _schema(root: type[form.Written], offered: Mapping[str, list[Any]]) -> Schema:
    made = root.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    parts: dict[str, Schema] = made.pop("$defs", {})
    for name, part in parts.items():
        _finish(part, _MODELS[name], offered)
    _finish(made, root, offered)
    if "Strand" in parts:
        _entries(parts)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "definitions": parts}


def _finish(part: Schema, model: type[BaseModel], offered: Mapping[str, list[Any]]) -> None:
    """Say what the part and each of its keys means, and what the form says in code."""
    part["title"] = TITLES[model]
    part.pop("description", None)
    for key, value in part["properties"].items():
        value.pop("default", None)
        value.pop("title", None)
        if (model, key) not in _MAY_BE_NULL:
            _never_null(value)
        if "patternProperties" in value:
            value["additionalProperties"] = False
        item = value["items"] if value.get("type") == "array" else value
        if key in offered and "$ref" not in item:
            item["examples"] = offered[key]
        if (model, key) in keys.EXAMPLES:
            value["examples"] = [keys.EXAMPLES[model, key]]
        value["description"] = keys.meaning(model, key)
        _explain_patterns(value)
    if model is condition.Condition:
        part |= {"minProperties": 1, "maxProperties": 1}
        for fact in ("disabled", "unborn"):
            part["properties"][fact]["const"] = True
        for key in ("all", "any"):
            part["properties"][key]["items"] = {
                "title": "id or condition",
                "type": ["string", "object"],
                "if": {"type": "object"},
                "then": _to(condition.Condition),
            }
    elif model is condition.SomeOf:
        part["oneOf"] = [{"required": ["of"]}, {"required": ["theme"]}]


def _never_null(value: Schema) -> None:
    """An optional key is left out; it is never empty."""
    options = [option for option in value.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del value["anyOf"]
        value.update(options[0])


def _explain_patterns(value: Any) -> None:
    """Put beside each pattern what an editor says where a text does not fit it."""
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            value["patternErrorMessage"] = PATTERNS[value["pattern"]]
        for part in value.values():
            _explain_patterns(part)
    elif isinstance(value, list):
        for part in value:
            _explain_patterns(part)


def _entries(parts: dict[str, Schema]) -> None:
    """The three kinds of entry of a column; and what depends on what in a statement that can be ticked."""
    is_see, is_combination = ({"type": "object", "required": [key]} for key in ("see", "combination"))
    entry = {
        "title": "statement, combination or see",
        "type": "object",
        "if": is_see,
        "then": _to(form.See),
        "else": {"if": is_combination, "then": _to(form.Combination), "else": _to(form.Indicator)},
        "defaultSnippets": [
            {
                "label": "combination",
                "body": {"combination": "$1", "text": "$2", "quote": "$3", "when": {"all": ["$4"]}},
            },
            {"label": "see", "body": {"see": "$1"}},
        ],
    }
    for key in keys.COLUMNS:
        parts["Strand"]["properties"][key]["items"] = entry
    about_child = deepcopy(parts["Condition"]) | {"title": "condition of the child alone"}
    del about_child["properties"]["some_of"]
    for key in ("all", "any"):
        about_child["properties"][key]["items"] = {"$ref": "#/definitions/AboutChild"}
    parts["AboutChild"] = about_child
    statement = parts["Indicator"]
    statement["properties"]["when"]["$ref"] = "#/definitions/AboutChild"
    statement["dependencies"] = {
        "strength": {"properties": dict.fromkeys(("circumstance", *_OF_A_SIGN), False)},
        "circumstance": {"properties": dict.fromkeys(_OF_A_SIGN, False)},
    }


def _to(model: type[BaseModel]) -> Schema:
    return {"$ref": f"#/definitions/{model.__name__}"}
