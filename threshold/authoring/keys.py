"""What each key of a rule file means, in an officer's words: an editor shows it, and the README of a rulebook has a
table of it. A key that means the same wherever it stands is in EVERYWHERE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from threshold.rulebook import form
from threshold.rulebook.condition import Age, Condition, SomeOf

Words = Mapping[str, str]

EVERYWHERE: Words = {
    "id": "Its name: small letters, digits, `_`. It can be ticked. Never changed, never used again for something else.",
    "title": "Its name, as people read it.",
    "text": "Our plain words: one sentence, true or not of this child.",
    "quote": "The document's words, exactly, in double quotes. `[...]` is left out or lost, `[abc]` restored.",
    "page": "The page of the quote, where it is not the strand's.",
    "level": "The level of need, as a number.",
    "link": "A link that the document prints, exactly. It may no longer work, and the reader is told so.",
    "for": "Only for findings of one of these themes. Without it: for all.",
    "reading": "What you decided where the words can be understood in more than one way, and who decided. "
    "The level of a combination is a range then, unless it is decided.",
    "caution": "What the reader must know.",
    "source": "Which source says so: an id of `sources` in `rulebook.yaml`.",
    "place": "Where in the source, if not on a page: a paragraph, a dashboard.",
    "articles": "The rights of the child, by the numbers of their articles, if not those of what it stands in. "
    "`[]`: none.",
    "combination": "The name of what follows from other statements. It cannot be ticked. Never changed.",
    "see": "Printed here too; the statement has its home elsewhere, and has this place in its `also`.",
    "strength": "`true`: a good sign, or what is expected of parents. It sets no level.",
    "circumstance": "`true`: it means something only in a combination.",
    "printed": "The level that the quote is printed at, where the statement is read at another.",
    "also": "Every other place where the document prints the same thing: its level, page and quote.",
    "when": "What must hold. Of an `id`, of the child alone: `age: {from: 16, under: 18}`, `disabled: true`, "
    "`unborn: true`. Of a `combination`: ids too. Joined by `all`, `any`, `some_of`. Never “not”.",
    "unsettled": "The document itself asks, by a question mark for example; say what.",
    "open_above": "`help`: whether help is accepted and works decides how high it goes. "
    "`silent`: the document says nothing above this level, and its silence is no answer.",
    "urgent": "`true`: asked of everyone, first.",
    "asked_in": "Of a sign: other areas with which the questionnaire asks it too, because people look for it there. "
    "It changes no level.",
    "asked_from": "The age, in completed years, from which the questionnaire asks this (0: not of an unborn child). "
    "It can always be searched for and ticked, and changes no level.",
    "asked_until": "The age, in completed years, up to which the questionnaire asks this. It can always be "
    "searched for and ticked, and changes no level.",
    "of_disabled_child": "`true`: this is not asked of a child who is said not to be disabled; of a disabled child, "
    "its row is always asked. It can always be searched for and ticked, and changes no level.",
    "opposite_of": "Of a strength: the signs that say the contrary. Where one of them is so, the questionnaire does "
    "not ask for the strength. It changes no level.",
    "includes": "Of a sign: the lesser signs that are so wherever it is. Left without a tick beside it, they are not "
    "taken as not so. It changes no level.",
    "themes": "What it is about. The list is in `rulebook.yaml`. Some themes bring instructions.",
    "pattern": "`persistent`: it goes on over time. `help_refused`: help was refused or has not worked. "
    "`help_accepted`: help is accepted, and whether it works is another statement. `help_working`: help is working, or "
    "whatever the row asks of help is so; it closes the question that `open_above: help` leaves open.",
    "do": "An instruction printed in the cell.",
}

_CHILD: Words = {
    "age": "Completed years, 0 to 17.",
    "unborn": "`true`: the child is not born yet, and has no age.",
    "disabled": "`true` or `false`. Without it: not known.",
}
_ROUTE: Words = {
    "quote": "The document's own heading of it, exactly, in double quotes.",
    "page": "The page it is printed on.",
    "need": "What such a child needs, in our words and in the document's.",
    "agencies": "Who gives or leads the help, in our words and in the document's.",
    "do": "What the document says to do, one instruction after the other.",
    "next_steps": "What happens next, and how soon. Each has its own source, which may be another authority's report.",
}
COLUMNS: Words = {
    f"level_{level}": f"What the document prints in this row at Level {level}, in its order."
    for level in range(1, form.MOST_LEVELS + 1)
}

OF: Mapping[type[BaseModel], Words] = {
    form.See: {"page": "The page it is printed on, where it is not the strand's."},
    form.Also: {
        "page": "The page of that place.",
        "unsettled": "The document asks, in that place; say what.",
        "decided": "`true`: it is decided that another level holds, so that this place is cited and sets none. "
        "The `reading` says who decided.",
    },
    form.Do: {
        "text": "What to do, in our plain words.",
        "page": "The page of the quote, where it is not that of what it belongs to.",
        "level": "The level it is printed at, where it is not that of what it belongs to.",
        "at_any_level": "`true`: a finding of the themes of `for` brings it at any level, and not only at its own.",
    },
    form.ChildFacts: _CHILD,
    form.Example: {
        "case": "The case in one sentence. Never a name.",
        "present": "The ids of what is so.",
        "absent": "The ids of what was looked at, and is not so.",
        "not_known": "The ids of what was asked, and is not known.",
        "child": "What is known of the child.",
        "level": "The level the answer must have.",
        "at_least": "The level it must have at the least, where that is lower: the answer is a range.",
        "settled": "`true`: nothing may be left open. `false`: something must be. Without it: either.",
    },
    form.Strand: {
        "strand": "The name of the row: small letters, digits and `_`. Never changed.",
        "page": "The page of the row, where it is not the table's.",
        "pathway": "The route that its statements belong to: a `pathway` of the general page.",
        "lost": "The levels of this row that cannot be read in our copy of the document.",
        "unsettled": "The levels of this row that the document has left open.",
        **COLUMNS,
        "examples": "Cases, and the answers they must have. Every `when` has one that meets it and one that does not.",
    },
    form.Passage: {"text": "What it says, in our plain words."},
    form.NextStep: {
        "text": "What happens, in our plain words. If another authority says so, name it here.",
        "quote": "The source's words, exactly, in double quotes. Without it: the source is reported, not quoted.",
    },
    form.Level: {**_ROUTE, "level": f"Its number: 1, 2, 3 and so on, in order. At most {form.MOST_LEVELS}."},
    form.Pathway: {
        **_ROUTE,
        "pathway": "The name of the route: small letters, digits and `_`. Never changed.",
        "level": "The level of need that the route stands at.",
    },
    form.DomainFile: {
        "domain": "The name of the table, which is the name of this file. Never changed.",
        "part_of": "The heading that the document prints over several tables.",
        "page": "The page of the table.",
        "articles": "The rights of the child that the table names, by the numbers of their articles.",
        "levels": "The levels of need, from Level 1 up. They stand in one file: that of the general page.",
        "pathways": "Routes with agencies and instructions of their own, beside the levels.",
        "strands": "The rows of the table, in the document's order.",
    },
    form.Source: {
        "publisher": "The body that published it.",
        "authority": "The place it speaks for, in a word: said of whatever is taken from it.",
        "published": "When, in double quotes.",
        "pages": "Its pages, in double quotes.",
    },
    form.Emergency: {
        "text": "What to do in immediate danger. Every answer begins with it.",
        "from_document": "Whether the document says so itself: `true` or `false`.",
    },
    form.Contact: {
        "who": "Whom to speak to.",
        "how": "The number or address. Until you have it: `null`, and every report shows that it is missing.",
        "note": "What the reader must know of this contact; shown while `how` is missing.",
    },
    form.Standing: {
        "theme": "The theme that brings it: one of `themes`.",
        "do": "What to do, in our plain words.",
        "page": "The page of the quote.",
        "level": "The level it is printed at, if at one.",
    },
    form.Advice: {"text": "The advice, in our plain words.", "page": "The page it stands on."},
    form.Term: {"term": "The word, as it is printed.", "means": "What it means, in a sentence."},
    form.Retired: {
        "id": "The full id of a statement that is no more: `table.statement`. It is never given to another.",
        "why": "Why it is no more, and what to report instead.",
    },
    form.Silenced: {
        "check": "The name of the check, as `threshold rules check` prints it.",
        "of": "What it may say so of: the id or name that is printed with it. Without it: of everything.",
        "reason": "Why that is meant. Errors are never silenced.",
    },
    form.TitlePage: {
        "id": "The name of this rulebook: small letters, digits and `_`. Never changed.",
        "title": "The title of the threshold document, as people read it.",
        "version": "In double quotes. Raised whenever any rule changes.",
        "status": "`draft`, `agreed` or `retired`.",
        "caveat": "What this is and is not. Every answer says it.",
        "emergency": "What every answer begins with.",
        "contents": "The tables, by the names of their files, in the document's order.",
        "sources": "The documents that are quoted, each under an id of small letters, digits and `-`.",
        "contacts": "Whom to speak to, and how.",
        "standing": "Instructions that go with a theme, wherever it is found.",
        "consult": "What to do where the answer is not settled.",
        "cumulative": "What to do where several kinds of concern are reported.",
        "consent": "What the document says of consent and of telling the parents; if nothing, that.",
        "themes": "What statements can be about: `name: Its title`. One in `standing` or `for` brings instructions.",
        "glossary": "The document's terms in plain words.",
        "judgement_reasons": "Why a professional's own level may be another, each as `name: The reason`.",
        "agreeing_reason": "Of these, the one by which the professional agrees with the document after all.",
        "retired": "Statements that are no more.",
        "silenced": "Warnings and notes of `threshold rules check` that were looked at and are meant.",
    },
    form.Article: {
        "article": "The number of the article.",
        "title": "Its title, in our plain words.",
        "quote": "The title that the document prints, exactly, in double quotes.",
        "right": "The child's right, in a plain sentence.",
        "page": "The page of the document that names it.",
    },
    form.ArticlesFile: {
        "convention": "The name of the convention.",
        "source": "The source that names these articles: an id of `sources` in `rulebook.yaml`.",
        "articles": "Each article that the document names, in the order of their numbers.",
    },
    form.WordsFile: {
        "words": "What people type, and the statements that say it (`table.id`), the best first. Or the beginnings of "
        "words that it may mean. `[]`: no statement of the document says it.",
    },
    Condition: {
        "all": "Every one of these holds: ids of statements, or conditions.",
        "any": "At least one of these holds: ids of statements, or conditions.",
        "some_of": "At least so many of a list, or so many kinds of sign of a theme.",
        "age": "The child's completed years: `from` is included, `under` is not.",
        "disabled": "`true`: the child is disabled.",
        "unborn": "`true`: the child is not born yet.",
    },
    Age: {"from": "This age or over.", "under": "Younger than this. 18 if left out."},
    SomeOf: {
        "count": "How many, at least.",
        "of": "The ids of the statements that count.",
        "theme": "The theme whose signs count. Two ticks in one strand are one sign.",
    },
}

EXAMPLES: Mapping[tuple[type[BaseModel], str], Any] = {
    (form.Indicator, "when"): {"age": {"from": 16, "under": 18}},
    (form.Indicator, "also"): [{"level": 2, "page": 5, "quote": "the words printed there"}],
    (form.Combination, "when"): {"all": ["a_sign", {"some_of": {"count": 2, "theme": "a_theme"}}]},
    (form.Example, "child"): {"age": 9, "disabled": False},
    (form.Source, "published"): "2025-03",
    (form.Source, "pages"): "1-12",
    (form.TitlePage, "version"): "1.0",
    (form.WordsFile, "words"): {"skips school": ["education.truanting"]},
    (Condition, "age"): {"from": 16, "under": 18},
    (Condition, "some_of"): {"count": 2, "theme": "a_theme"},
}


def written(model: type[BaseModel]) -> Iterator[str]:
    """The keys of *model*, as an officer writes them, in their order."""
    return (field.alias or name for name, field in model.model_fields.items())


def meaning(model: type[BaseModel], key: str) -> str:
    """What *key* means in *model*."""
    return OF.get(model, {}).get(key) or EVERYWHERE[key]


def table() -> str:
    """The keys of a statement in the order they stand in, as a table of Markdown."""
    keys = ["id", "combination", "see", *written(form.Indicator)]
    rows = [f"| `{key}` | {EVERYWHERE[key]} |" for key in dict.fromkeys(keys)]
    return "\n".join(["| key | means |", "|---|---|", *rows]) + "\n"
