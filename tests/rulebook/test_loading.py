"""A folder of rule files becomes a rulebook, or every mistake in it is said at its place, in plain words, at once."""

from __future__ import annotations

import copy
import gc
import pickle
import random
import shutil
import weakref
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest
from pydantic import BaseModel, ValidationError

import threshold
from tests.small import SMALL, edit, is_helpful, places, small_copy
from threshold import Rulebook, RulebookError, load_rulebook
from threshold.rulebook import loading, reading

NEEDS, WELLBEING, HOME = "levels/needs.yaml", "levels/wellbeing.yaml", "levels/home.yaml"
TITLE, ARTICLES, WORDS = "rulebook.yaml", "uncrc_articles.yaml", "everyday_words.yaml"
FILES = sorted(str(path.relative_to(SMALL)) for path in SMALL.rglob("*.yaml"))
WORRIED = {
    "present": ["wellbeing.tired", "wellbeing.no_one_to_ask", "home.hungry", "wellbeing.not_growing"],
    "child": {"disabled": True},
}


class Mistake(NamedTuple):
    """One line of a file changed; the marks in *new* are where the problems are, *messages* what they say."""

    file: str
    old: str
    new: str
    messages: tuple[str, ...]
    help: str


def mistake(file: str, old: str, new: str, message: str | tuple[str, ...], help: str) -> Mistake:
    return Mistake(file, old, new, (message,) if isinstance(message, str) else message, help)


LEVELS = "the levels are 1, 2 and 3"
IN_THEMES, IN_SOURCES = "`themes` of rulebook.yaml has them all", "`sources` of rulebook.yaml has them all"
MISTAKES = {
    # keys
    "unknown key": mistake(
        WELLBEING,
        "        open_above: help\n",
        "        ‸open_abov: help\n",
        "`open_abov` is not a known key",
        "did you mean `open_above`?",
    ),
    "key that is like no other": mistake(
        HOME, "part_of: Family", "‸xyz: Family", "`xyz` is not a known key", "the keys here are: domain, title, part_of"
    ),
    "unknown key of an age": mistake(
        WELLBEING,
        "          age: {under: 5}\n",
        "          age: {‸undr: 5}\n",
        "`undr` is not a known key",
        "did you mean `under`?",
    ),
    "unknown key of an age in a list": mistake(
        WELLBEING, "- age: {under: 2}", "- age: {‸form: 2}", "`form` is not a known key", "did you mean `from`?"
    ),
    "unknown key of an instruction": mistake(
        NEEDS, "        for: [storm]\n", "        ‸fro: [storm]\n", "`fro` is not a known key", "did you mean `for`?"
    ),
    "unknown key of a combination": mistake(
        HOME, "        reading: The", "        ‸readin: The", "`readin` is not a known key", "did you mean `reading`?"
    ),
    "unknown key of a second place": mistake(
        HOME,
        'quote: "Nothing to eat"}',
        'quote: "Nothing to eat", ‸pge: 2}',
        "`pge` is not a known key",
        "did you mean `page`?",
    ),
    "missing space in braces": mistake(
        WELLBEING,
        "child: {age: 9, disabled: false}",
        "child: {‸age:9, disabled: false}",
        "`age:9` is not a known key",
        "put a space after the colon",
    ),
    "level that no rulebook has": mistake(
        WELLBEING,
        "    level_3:\n      - combination: tired_and",
        "    ‸level_7:\n      - combination: tired_and",
        "`level_7` is not a known key",
        "did you mean `level_6`?",
    ),
    "missing key": mistake(
        WELLBEING,
        "      - id: tired\n        text: The child is often tired.\n",
        "      - ‸id: tired\n",
        "`text` is missing here",
        "add it; a neighbour shows how it is written",
    ),
    "missing key of a group": mistake(
        TITLE,
        "emergency:\n  text: If a child is in immediate danger, call 999.\n",
        "‸emergency:\n",
        "`text` is missing here",
        "add it",
    ),
    "misspelt key": mistake(
        WELLBEING,
        "      - id: tired\n        text: The child is often tired.\n",
        "      - id: tired\n        ‸txet: The child is often tired.\n",
        "`txet` is not a known key",
        "did you mean `text`?",
    ),
    "missing file key": mistake(
        HOME, "domain: home\ntitle: Home\n", "‸domain: home\n", "`title` is missing here", "add it"
    ),
    # values
    "page in words": mistake(
        WELLBEING,
        "page: 2\n",
        'page: ‸"p. 2"\n',
        '`page`: a whole number is expected here, not "p. 2"',
        "write the number alone, such as 2",
    ),
    "page with a fraction": mistake(
        WELLBEING,
        "page: 2\n",
        "page: ‸2.5\n",
        "`page`: a whole number is expected here, not `2.5`",
        "write a plain number",
    ),
    "page that is true": mistake(
        WELLBEING,
        "page: 2\n",
        "page: ‸true\n",
        "`page`: a whole number is expected here, not `true`",
        "write a plain number",
    ),
    "no page": mistake(
        WELLBEING, "page: 2\n", "page:‸\n", "`page`: a whole number is missing here", "write a plain number"
    ),
    "page nought": mistake(
        WELLBEING, "page: 2\n", "page: ‸0\n", "`page`: `0` is out of range", "it must be at least 1"
    ),
    "strength: yes": mistake(
        WELLBEING,
        "strength: true",
        "strength: ‸yes",
        "`yes` means different things to different YAML programs",
        "write true or false",
    ),
    'strength: "yes"': mistake(
        WELLBEING,
        "strength: true",
        'strength: ‸"yes"',
        '`strength`: true is expected here, not "yes"',
        "write true, or take the line out",
    ),
    "strength: false": mistake(
        WELLBEING,
        "strength: true",
        "strength: ‸false",
        "`strength`: true is expected here, not `false`",
        "write true, or take the line out",
    ),
    "true or false in words": mistake(
        TITLE,
        "from_document: false",
        'from_document: ‸"no"',
        '`from_document`: true or false is expected here, not "no"',
        "write true or false, without quotation marks",
    ),
    "text that is a number": mistake(
        WELLBEING,
        "title: Sleep",
        "title: ‸2021",
        "`title`: a text is expected here, and `2021` is read as a number",
        "put it in double quotes",
    ),
    "text that is true": mistake(
        WELLBEING,
        "title: Sleep",
        "title: ‸true",
        "`title`: a text is expected here, and `true` is read as true or false",
        "put it in double quotes",
    ),
    "text that is a list": mistake(
        WELLBEING,
        "title: Sleep",
        "title: ‸[Sleep]",
        "`title`: a text is expected here, not a list",
        "put it in double quotes",
    ),
    "text that is a group": mistake(
        WELLBEING,
        "title: Sleep",
        "title: ‸{Sleep: 1}",
        "`title`: a text is expected here, not a group of keys",
        "put it in double quotes",
    ),
    "text that is missing": mistake(
        WELLBEING, "title: Sleep", "title:‸", "`title`: a text is missing here", "write it after the colon"
    ),
    "text of one letter": mistake(
        WELLBEING, "title: Sleep", "title: ‸S", '`title`: "S" is too short', "write a whole sentence"
    ),
    "text that is a space": mistake(
        WELLBEING, 'quote: "Sleeps well."', 'quote: ‸"  "', '`quote`: "  " is too short', "write a whole sentence"
    ),
    "text with a space around it": mistake(
        WELLBEING,
        'quote: "Sleeps well."',
        'quote: ‸" Sleeps well."',
        '`quote`: " Sleeps well." begins or ends with a space',
        "take the space out",
    ),
    "text of two lines": mistake(
        WELLBEING,
        "text: The child sleeps well.",
        "text: ‸|-\n          The child\n          sleeps well.",
        "`text`: the text has a line break in it",
        "write it without",
    ),
    "list that is a word": mistake(
        WELLBEING,
        "themes: [storm]",
        "themes: ‸storm",
        '`themes`: a list is expected here, not "storm"',
        "write [one, two]",
    ),
    "list that is a group": mistake(
        WELLBEING,
        "articles: [24]",
        "articles: ‸{a: 24}",
        "`articles`: a list is expected here, not a group of keys",
        "write [one, two]",
    ),
    "list that is missing": mistake(
        WELLBEING,
        "articles: [24]",
        "articles:‸",
        "`articles`: a list is missing here",
        "or one item on each line beginning with `- `",
    ),
    "group that is a word": mistake(
        WELLBEING,
        "child: {age: 9, disabled: false}",
        "child: ‸nine",
        '`child`: a group of keys is expected here, not "nine"',
        "write `key: text` lines",
    ),
    "empty list": mistake(
        WELLBEING,
        "          all:\n            - tired\n            - no_one_to_ask\n",
        "          all: ‸[]\n          # nobody to ask\n",
        "`all`: this list is empty",
        "put something in it",
    ),
    "unknown status": mistake(
        TITLE,
        "status: draft",
        "status: ‸drafted",
        '`status`: "drafted" is not one of: draft, agreed, retired',
        "did you mean `draft`?",
    ),
    "unknown pattern": mistake(
        WELLBEING,
        "pattern: [persistent]",
        "pattern: [‸often]",
        '`pattern`: "often" is not one of: persistent, help_refused, help_accepted, help_working',
        "choose one of them",
    ),
    "id with a capital": mistake(
        WELLBEING, "- id: tired", "- id: ‸Tired", '`id`: "Tired" is not an id', "small letters, digits and _ only"
    ),
    "theme with a space": mistake(
        TITLE, "  storm: Storms", "  ‸bad storm: Storms", '"bad storm" is not an id', "small letters"
    ),
    "source with a capital": mistake(
        TITLE,
        "  harbour-2019:",
        "  ‸Harbour-2019:",
        '"Harbour-2019" is not an id of a source',
        "small letters, digits and -",
    ),
    "age of an example": mistake(
        WELLBEING, "child: {age: 9,", "child: {age: ‸40,", "`age`: `40` is out of range", "it must be at most 17"
    ),
    "quote without double quotes": mistake(
        HOME, 'quote: "No food."', "quote: ‸No food.", "a quote stands in double quotes, always", 'write quote: "..."'
    ),
    "quote in single quotes": mistake(
        HOME, 'quote: "No food."', "quote: ‸'No food.'", "a quote stands in double quotes, always", 'write quote: "..."'
    ),
    # conditions
    "age that nobody has": mistake(
        WELLBEING,
        "          age: {under: 5}\n",
        "          age: ‸{from: 7, under: 5}\n",
        "`age`: no age is from 7 and under 5",
        "`from` must be lower than `under`",
    ),
    "age without an age": mistake(
        WELLBEING, "          age: {under: 5}\n", "          age:‸\n", "`age` has nothing after it", "write it"
    ),
    "condition without a condition": mistake(
        WELLBEING,
        "        when:\n          age: {under: 5}\n",
        "        when:‸\n",
        "`when` has nothing after it",
        "write it after the colon, or take the line out",
    ),
    "caution without a word": mistake(
        WELLBEING, "    lost: [3]\n", "    caution: ‸null\n", "`caution` has nothing after it", "take the line out"
    ),
    "page of a strand without a number": mistake(
        HOME, "    page: 4\n", "    page:‸\n", "`page` has nothing after it", "take the line out"
    ),
    "item that is nothing": mistake(
        WELLBEING, "themes: [storm]", "themes: [storm, ‸~]", "`themes`: a text is missing here", "write it"
    ),
    "age beyond childhood": mistake(
        WELLBEING,
        "          age: {under: 5}\n",
        "          age: {under: ‸19}\n",
        "`under`: `19` is out of range",
        "it must be at most 18",
    ),
    "some_of that asks for too many": mistake(
        HOME,
        "some_of: {count: 2, of: [hungry, no_food, wellbeing.tired]}",
        "some_of: ‸{count: 4, of: [hungry, no_food, wellbeing.tired]}",
        "`some_of`: some_of asks for 4 statements and lists 3",
        "lower the count, or list more statements",
    ),
    "some_of that lists one twice": mistake(
        HOME,
        "some_of: {count: 2, of: [hungry, no_food, wellbeing.tired]}",
        "some_of: ‸{count: 2, of: [hungry, hungry]}",
        "`some_of`: some_of asks for 2 statements and lists 1",
        "one that is listed twice counts once",
    ),
    "some_of with a list and a theme": mistake(
        HOME,
        "some_of: {count: 2, theme: hunger}",
        "some_of: ‸{count: 2, theme: hunger, of: [hungry, no_food]}",
        "`some_of`: some_of needs either `of` or `theme`, and not both",
        "give a list of ids, or one theme",
    ),
    "some_of that counts nothing": mistake(
        HOME, "some_of: {count: 2, theme", "some_of: {count: ‸0, theme", "`count`: `0` is out of range", "at least 1"
    ),
    "condition of two keys": mistake(
        WELLBEING,
        "          age: {under: 5}\n",
        "          ‸age: {under: 5}\n          disabled: true\n",
        "`when`: a condition has one key, and this one has age and disabled",
        "join conditions in a list under `all` or `any`",
    ),
    "condition that asks that something is not so": mistake(
        WELLBEING,
        "- disabled: true",
        "- ‸disabled: false",
        "`any`: `disabled` can only be true: a condition never asks that something is not so",
        "write true, or take the line out",
    ),
    "combination of facts alone": mistake(
        HOME,
        "      - combination: hunger_everywhere\n",
        '      - ‸combination: young\n        text: Young.\n        quote: "young"\n'
        "        when:\n          age: {under: 5}\n\n"
        "      - combination: hunger_everywhere\n",
        "`level_3`: facts about the child alone would meet this `when`",
        "a combination always needs a statement too",
    ),
    "combination of facts or statements": mistake(
        WELLBEING,
        "      - combination: tired_baby\n        text: A baby is often tired, or a disabled child is.\n"
        '        quote: "tired babies"\n        when:\n          all:\n            - tired\n            - any:\n',
        "      - ‸combination: tired_baby\n        text: A baby is often tired, or a disabled child is.\n"
        '        quote: "tired babies"\n        when:\n          any:\n            - tired\n            - any:\n',
        "`level_3`: facts about the child alone would meet this `when`",
        "add its id under `all`",
    ),
    "condition of a statement on other statements": mistake(
        WELLBEING,
        "      - id: not_growing\n        text: The child has stopped growing.\n"
        '        quote: "Not growing (under 5)."\n        when:\n          age: {under: 5}\n',
        "      - ‸id: not_growing\n        text: The child has stopped growing.\n"
        '        quote: "Not growing (under 5)."\n        when:\n          all: [tired]\n',
        "`level_2`: `when` of a statement with an id is about the child alone: age, disabled, unborn",
        "write a `combination` instead",
    ),
    "strength and circumstance": mistake(
        HOME,
        "      - id: eats_together\n        strength: true\n",
        "      - ‸id: eats_together\n        strength: true\n        circumstance: true\n",
        "`level_1`: a statement is a strength or a circumstance, not both",
        "take one of the two out",
    ),
    "strength that is urgent": mistake(
        HOME,
        "      - id: eats_together\n        strength: true\n",
        "      - ‸id: eats_together\n        urgent: true\n        strength: true\n",
        "`level_1`: a strength or circumstance sets no level",
        "take out its when, open_above, unsettled or urgent",
    ),
    # names that are nowhere
    "id used twice": mistake(
        WELLBEING,
        "- id: not_growing",
        "- id: ‸tired",
        "the id `tired` is used twice; the first is on line 19",
        "use `see` for a second place",
    ),
    "id of a combination used twice": mistake(
        WELLBEING,
        "- combination: tired_baby",
        "- combination: ‸tired",
        "the id `tired` is used twice; the first is on line 19",
        "give this one another id",
    ),
    "strand used twice": mistake(
        WELLBEING, "- strand: growth", "- strand: ‸sleep", "the strand `sleep` stands here twice", "give one of them"
    ),
    "unknown statement in a combination": mistake(
        WELLBEING,
        "            - tired\n            - no_one_to_ask\n",
        "            - ‸tird\n            - no_one_to_ask\n",
        "there is no statement `tird`",
        "did you mean `tired`?",
    ),
    "unknown statement in some_of": mistake(
        HOME,
        "of: [hungry, no_food, wellbeing.tired]",
        "of: [hungry, no_food, ‸wellbeing.tirde]",
        "there is no statement `wellbeing.tirde`",
        "did you mean `wellbeing.tired`?",
    ),
    "statement of another file without its domain": mistake(
        HOME,
        "of: [hungry, no_food, wellbeing.tired]",
        "of: [hungry, no_food, ‸tired]",
        "there is no statement `tired`",
        "did you mean `wellbeing.tired`?",
    ),
    "unknown statement that is like no other": mistake(
        HOME,
        "of: [hungry, no_food, wellbeing.tired]",
        "of: [hungry, no_food, ‸zzz]",
        "there is no statement `zzz`",
        "the ids of all statements are in the files of levels/",
    ),
    "unknown statement in see": mistake(
        WELLBEING,
        "- see: home.no_food",
        "- see: ‸home.nofood",
        "there is no statement `home.nofood`",
        "did you mean `home.no_food`?",
    ),
    "see without its place": mistake(
        HOME,
        "- {level: 2, page: 2,",
        "- {level: 3, page: 2,",
        "`home.no_food` has no `also` for Level 2, page 2",
        "add {level, page, quote} to its `also`",
    ),
    "unknown statement in an example": mistake(
        WELLBEING,
        "present: [tired, no_one_to_ask]",
        "present: [tired, ‸no_one]",
        "there is no statement `no_one`",
        "did you mean `no_one_to_ask`?",
    ),
    "combination in an example": mistake(
        WELLBEING,
        "present: [tired, no_one_to_ask]",
        "present: [‸tired_and_alone]",
        "`tired_and_alone` is a combination, and has no tick",
        "name the statements that it joins",
    ),
    "combination in a combination": mistake(
        HOME,
        "of: [hungry, no_food, wellbeing.tired]",
        "of: [hungry, no_food, ‸hunger_everywhere]",
        "`hunger_everywhere` is a combination, and has no tick",
        "name the statements that it joins",
    ),
    "strength in a combination": mistake(
        HOME,
        "of: [hungry, no_food, wellbeing.tired]",
        "of: [hungry, no_food, ‸eats_together]",
        "`eats_together` is a strength, and a strength raises no level",
        "name a sign or a circumstance",
    ),
    "circumstance in no combination": mistake(
        HOME,
        "      - id: hungry\n        text: The child comes to school hungry.\n",
        '      - ‸id: poor\n        circumstance: true\n        text: There is no money.\n        quote: "no money"\n\n'
        "      - id: hungry\n        text: The child comes to school hungry.\n",
        "the circumstance `poor` is in no combination, so a tick on it would say nothing",
        "name it in the `when` of a combination, or make it an indicator",
    ),
    "unknown theme": mistake(
        WELLBEING, "themes: [storm]", "themes: [‸strom]", "there is no theme `strom`", "did you mean `storm`?"
    ),
    "unknown theme of a condition": mistake(
        HOME,
        "some_of: {count: 2, theme: hunger}",
        "some_of: {count: 2, theme: ‸war}",
        "there is no theme `war`",
        IN_THEMES,
    ),
    "unknown theme of an instruction": mistake(
        NEEDS, "for: [storm]", "for: [‸rain]", "there is no theme `rain`", IN_THEMES
    ),
    "unknown theme of a next step": mistake(
        NEEDS, "for: [hunger]", "for: [‸hungry]", "there is no theme `hungry`", "did you mean `hunger`?"
    ),
    "unknown theme of a standing instruction": mistake(
        TITLE, "- theme: storm", "- theme: ‸rain", "there is no theme `rain`", IN_THEMES
    ),
    "unknown article": mistake(
        HOME, "articles: [27]", "articles: [27, ‸28]", "there is no article `28`", "uncrc_articles.yaml has them all"
    ),
    "article twice": mistake(
        ARTICLES,
        "- article: 27",
        "- article: ‸24",
        ("article 24 is given twice", "there is no article `27`"),
        "keep one of them",
    ),
    "unknown source of a file": mistake(
        HOME,
        "source: island-2020",
        "source: ‸iland-2020",
        "there is no source `iland-2020`",
        "did you mean `island-2020`?",
    ),
    "unknown source of the articles": mistake(
        ARTICLES, "source: island-2020", "source: ‸elsewhere", "there is no source `elsewhere`", IN_SOURCES
    ),
    "unknown source of a next step": mistake(
        NEEDS, "source: harbour-2019", "source: ‸nowhere", "there is no source `nowhere`", IN_SOURCES
    ),
    "unknown source of a term": mistake(
        TITLE,
        "    source: island-2020\n    place: page 1",
        "    source: ‸island-20\n    place: page 1",
        "there is no source `island-20`",
        "did you mean `island-2020`?",
    ),
    "place without a source": mistake(
        TITLE,
        "consult:\n  text: Speak to a social worker.\n  source: island-2020\n",
        "‸consult:\n  text: Speak to a social worker.\n",
        "`consult` has a place and no source",
        "name the source, or take the place out",
    ),
    "unknown pathway": mistake(
        NEEDS,
        "    pathway: at_sea\n\n    level_2:",
        "    pathway: ‸at_see\n\n    level_2:",
        "there is no pathway `at_see`",
        "did you mean `at_sea`?",
    ),
    "level that the rulebook does not have": mistake(
        WELLBEING,
        "    level_3:\n      - combination: tired_and",
        "    ‸level_5:\n      - combination: tired_and",
        "there is no level 5",
        LEVELS,
    ),
    "lost level that the rulebook does not have": mistake(
        WELLBEING, "lost: [3]", "lost: [3, ‸4]", "there is no level 4", LEVELS
    ),
    "levels out of order": mistake(
        NEEDS,
        '        quote: "Nothing more"\n    level: 1\n',
        '        quote: "Nothing more"\n    level: 3\n',
        ("there is no level 1", "the levels are numbered 3, 2 and 3", "there is no level 1"),
        "the levels are 2 and 3",
    ),
    # tables
    "table that is not there": mistake(
        TITLE,
        "  - home\n",
        "  - home\n  - ‸garden\n",
        "there is no file levels/garden.yaml",
        "put the file back, or take its name out here",
    ),
    "table listed twice": mistake(
        TITLE, "  - home\n", "  - home\n  - ‸needs\n", "`needs` stands here twice", "keep one of them"
    ),
}
PLACES_ELSEWHERE = {
    "see without its place": [(WELLBEING, 81, 14)],
    "levels out of order": [(HOME, 14, 5), (NEEDS, 6, 1), (WELLBEING, 12, 5)],
    "article twice": [(ARTICLES, 12, 14), (HOME, 6, 12)],
}


def problems_of(folder: Path) -> tuple[threshold.errors.Problem, ...]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    return caught.value.problems


@pytest.fixture(scope="module")
def small() -> Rulebook:
    """The small rulebook as it is."""
    return load_rulebook(SMALL)


def test_the_small_rulebook_loads(small: Rulebook) -> None:
    """Three levels, a general page and two areas become a rulebook with full ids, in the order of `contents`."""
    assert [level.level for level in small.levels] == [1, 2, 3]
    assert [domain.slug for domain in small.domains] == ["needs", "wellbeing", "home"]
    assert [domain.general for domain in small.domains] == [True, False, False]
    assert list(small.indicators)[:3] == ["needs.in_danger_now", "needs.took_a_boat", "wellbeing.sleeps_well"]
    assert next(iter(small.combinations)) == "wellbeing.tired_and_alone"
    assert small.strand("wellbeing", "growth").cell(2) == ("wellbeing.not_growing", "home.no_food")
    assert list(small.combinations["home.two_of_three"].when.named()) == [
        "home.hungry",
        "home.no_food",
        "wellbeing.tired",
    ]


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    """One line changed for the worse gives exactly the problem that it is, with file, line, column and a plain help."""
    folder = small_copy(tmp_path)
    wrong = MISTAKES[name]
    marked = edit(folder, wrong.file, wrong.old, wrong.new)
    expected = PLACES_ELSEWHERE.get(name) or [(wrong.file, *place) for place in marked]

    problems = problems_of(folder)

    assert [(problem.file, problem.line, problem.column) for problem in problems] == expected
    assert tuple(problem.message for problem in problems) == wrong.messages
    assert wrong.help in problems[0].help
    assert all(is_helpful(problem) for problem in problems)


def test_all_problems_are_raised_at_once(tmp_path: Path) -> None:
    """Mistakes in several files, in the YAML and in what it says, come in one error, in the order of the files."""
    folder = small_copy(tmp_path)
    for file, old, new in (
        (TITLE, "status: draft", "status: drafted"),
        (ARTICLES, "page: 3", "page: NO"),
        (HOME, "title: Food", "title Food"),
        (WELLBEING, "title: Sleep", "titel: Sleep"),
    ):
        edit(folder, file, old, new)

    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)

    assert [problem.file for problem in caught.value.problems] == [TITLE, ARTICLES, HOME, WELLBEING]
    assert str(caught.value).endswith("\n\n4 problems: the rulebook was not loaded.")


def test_of_very_many_problems_the_first_are_printed(tmp_path: Path) -> None:
    """An error holds every problem, and prints as many as anyone would read."""
    folder = small_copy(tmp_path)
    edit(folder, HOME, "articles: [27]", f"articles: [{', '.join(['NO'] * 1234)}]")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)

    assert len(caught.value.problems) == 1234
    assert str(caught.value).count("levels/home.yaml:6:") == 50
    assert str(caught.value).endswith("1,234 problems, of which the first 50 are shown: the rulebook was not loaded.")


def test_problems_between_files_are_raised_at_once(tmp_path: Path) -> None:
    """Names that are nowhere are all reported together, whichever file has them."""
    folder = small_copy(tmp_path)
    edit(folder, TITLE, "- theme: storm", "- theme: rain")
    edit(folder, HOME, "wellbeing.tired]", "wellbeing.zzz]")
    edit(folder, WELLBEING, "- see: home.no_food", "- see: home.zzz")

    problems = problems_of(folder)

    assert [(problem.file, problem.message) for problem in problems] == [
        (TITLE, "there is no theme `rain`"),
        (HOME, "there is no statement `wellbeing.zzz`"),
        (WELLBEING, "there is no statement `home.zzz`"),
    ]


def test_a_problem_shows_its_line(tmp_path: Path) -> None:
    """A problem is printed as file:line:column, the line, a caret below the place, and what to do."""
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, "open_above: help", "open_abov: help")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)

    assert str(caught.value) == (
        "levels/wellbeing.yaml:22:9: `open_abov` is not a known key\n"
        "22 |         open_abov: help\n"
        "   |         ^^^^^^^^^\n"
        "  = did you mean `open_above`?\n"
        "\n"
        "1 problem: the rulebook was not loaded."
    )


def test_the_id_of_another_files_statement_is_named_with_its_file(tmp_path: Path) -> None:
    """A copy of a file that kept its domain is reported for its name and each id, with the file that had it first."""
    folder = small_copy(tmp_path)
    shutil.copy(folder / HOME, folder / "levels" / "zz.yaml")

    problems = problems_of(folder)

    assert [problem.file for problem in problems] == ["levels/zz.yaml"] * 6
    assert problems[0].message == "the file of domain `home` must be called levels/home.yaml"
    assert problems[1].message == "the id `eats_together` is used twice; the first is on line 15 of levels/home.yaml"


def test_one_broken_file_hides_no_problem_between_the_others(tmp_path: Path) -> None:
    """Where one table cannot be read, names that the others give each other are looked up all the same, and names of
    the broken table are not called unknown."""
    folder = small_copy(tmp_path)
    edit(folder, HOME, "strength: true", "strenth: true")
    edit(folder, WELLBEING, "- see: home.no_food", "- see: home.no_food\n      - see: needs.nowhere")
    edit(folder, TITLE, "- theme: storm", "- theme: rain")

    assert [(problem.file, problem.message) for problem in problems_of(folder)] == [
        (TITLE, "there is no theme `rain`"),
        (HOME, "`strenth` is not a known key"),
        (WELLBEING, "there is no statement `needs.nowhere`"),
    ]


def test_a_table_that_contents_names_is_missed(tmp_path: Path) -> None:
    """A file of levels/ that is gone is reported at its name in `contents`, and wherever its statements are named."""
    folder = small_copy(tmp_path)
    (folder / HOME).unlink()

    problems = problems_of(folder)

    assert [(problem.file, problem.line, problem.column, problem.message) for problem in problems] == [
        (TITLE, 15, 5, "there is no file levels/home.yaml"),
        (WELLBEING, 81, 14, "there is no statement `home.no_food`"),
    ]


def test_a_table_that_contents_does_not_name_is_refused(tmp_path: Path) -> None:
    """A file of levels/ that `contents` leaves out is reported at its domain, and never left out in silence."""
    folder = small_copy(tmp_path)
    edit(folder, TITLE, "  - home\n", "")

    problems = problems_of(folder)

    assert [(problem.file, *place) for problem, place in zip(problems, places(problems), strict=True)] == [(HOME, 1, 9)]
    assert problems[0].message == "`home` is not in `contents` of rulebook.yaml"
    assert problems[0].help == "add it there, in the place where the document prints it"


def test_a_file_is_called_after_its_domain(tmp_path: Path) -> None:
    """A file whose name differs from its domain is reported at the domain, and what is missed at `contents`."""
    folder = small_copy(tmp_path)
    (folder / HOME).rename(folder / "levels" / "house.yaml")

    problems = problems_of(folder)

    assert [(problem.file, problem.line, problem.column, problem.message) for problem in problems] == [
        (TITLE, 15, 5, "there is no file levels/home.yaml"),
        ("levels/house.yaml", 1, 9, "the file of domain `home` must be called levels/home.yaml"),
    ]
    assert all(is_helpful(problem) for problem in problems)


def test_two_files_with_levels_are_refused(tmp_path: Path) -> None:
    """The levels of need stand in one file; a second one is reported at its `levels`."""
    folder = small_copy(tmp_path)
    text = (folder / NEEDS).read_text(encoding="utf-8")
    levels = text[text.index("levels:\n") : text.index("pathways:")]
    marked = edit(folder, HOME, "strands:\n", f"‸{levels}strands:\n")

    problems = problems_of(folder)

    assert (problems[0].file, *places(problems)[0]) == (HOME, *marked[0])
    assert problems[0].message == "`levels` stands in levels/needs.yaml too; the levels of need stand in one file"


def test_a_rulebook_without_levels_is_refused(tmp_path: Path) -> None:
    """A rulebook in which no file has `levels` says so, and does not fail elsewhere."""
    folder = small_copy(tmp_path)
    text = (folder / NEEDS).read_text(encoding="utf-8")
    (folder / NEEDS).write_text(
        text[: text.index("levels:\n")] + text[text.index("pathways:") :], encoding="utf-8", newline="\n"
    )

    problems = problems_of(folder)

    assert "no file has `levels`" in [problem.message for problem in problems]
    assert all(is_helpful(problem) for problem in problems)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda folder: folder / "nowhere", ["does not exist: a rulebook is a folder"]),
        (lambda folder: folder / TITLE, ["is not a folder: a rulebook is a folder"]),
        (lambda folder: folder / "levels", ["missing from", "missing from", "no such file in"]),
    ],
    ids=["missing folder", "a file", "the wrong folder"],
)
def test_what_is_no_rulebook_is_refused(make: Any, expected: list[str], tmp_path: Path) -> None:
    """A folder that is missing, a file in its place, or a folder that holds no rulebook: each file missed is named."""
    problems = problems_of(make(small_copy(tmp_path)))

    assert len(problems) == len(expected)
    assert all(words in problem.message for words, problem in zip(expected, problems, strict=True))
    assert all(is_helpful(problem) for problem in problems)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """Of an empty folder, each of the three things that a rulebook needs is reported as missing."""
    problems = problems_of(tmp_path)

    assert [problem.file for problem in problems] == [TITLE, ARTICLES, "levels/*.yaml"]
    assert all(is_helpful(problem) for problem in problems)


def test_a_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    """A folder that has the name of a rule file is reported, beside the problems of the other files."""
    folder = small_copy(tmp_path)
    (folder / HOME).unlink()
    (folder / HOME).mkdir()
    edit(folder, WELLBEING, "open_above", "open_abov")

    problems = problems_of(folder)

    assert [(problem.file, problem.message) for problem in problems] == [
        (HOME, "this is not a file"),
        (WELLBEING, "`open_abov` is not a known key"),
    ]
    assert all(is_helpful(problem) for problem in problems)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A file far over the limit is reported by its size, without being read."""
    folder = small_copy(tmp_path)
    with (folder / HOME).open("r+b") as file:
        file.truncate(reading.LARGEST * 4 + 1)
    with mock.patch.object(loading, "decode", side_effect=reading.decode) as decoded:
        problems = problems_of(folder)

    assert [(problem.file, problem.message) for problem in problems] == [
        (HOME, "the file has 2,000,001 bytes; a rule file has at most 500,000 characters")
    ]
    assert HOME not in [call.args[1] for call in decoded.call_args_list]


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused_or_loads(file: str, tmp_path: Path) -> None:
    """A rule file that ends after any number of bytes has problems to show, or is still a rulebook."""
    folder = small_copy(tmp_path)
    whole = (folder / file).read_bytes()
    for length in range(0, len(whole), 200):
        (folder / file).write_bytes(whole[:length])
        refused = refusal(folder)
        assert length or refused


def test_windows_line_ends_leave_the_digest(small: Rulebook, tmp_path: Path) -> None:
    """The same rules saved on Windows are the same rulebook, with the same digest."""
    folder = small_copy(tmp_path)
    for file in FILES:
        text = (folder / file).read_bytes()
        (folder / file).write_bytes(text.replace(b"\n", b"\r\n"))

    again = load_rulebook(folder)

    assert again.digest == small.digest
    assert again.model_dump() == small.model_dump()


def test_any_change_changes_the_digest(small: Rulebook, tmp_path: Path) -> None:
    """One letter changed, even in a comment, is another digest, and another rulebook."""
    folder = small_copy(tmp_path)
    edit(folder, TITLE, "It is no one's guidance.", "It is nobody's guidance.")

    assert load_rulebook(folder) != small


def test_everyday_words_are_read_where_there_are_any(small: Rulebook, tmp_path: Path) -> None:
    """A rulebook has the everyday words of their file, which counts in its digest; without the file it has none."""
    folder = small_copy(tmp_path)
    (folder / WORDS).write_text("words:\n  starving: [home.hungry]\n  at sea: []\n", encoding="utf-8")

    book = load_rulebook(folder)

    assert small.everyday_words == {}
    assert book.everyday_words == {"starving": ("home.hungry",), "at sea": ()}
    assert book.digest != small.digest


def test_mistakes_in_everyday_words_hide_no_other(tmp_path: Path) -> None:
    """They come after those of the title page and the articles and before those of the tables, names among them."""
    folder = small_copy(tmp_path)
    (folder / WORDS).write_text("words:\n  starving: home.hungry\n", encoding="utf-8")
    edit(folder, TITLE, "- theme: storm", "- theme: rain")
    edit(folder, ARTICLES, "source: island-2020", "source: island")
    edit(folder, HOME, "wellbeing.tired]", "wellbeing.zzz]")

    assert [problem.file for problem in problems_of(folder)] == [TITLE, ARTICLES, WORDS, HOME]


@pytest.mark.parametrize("name", ["everyday_words.txt", "Everyday_Words.yaml", "everyday words.yaml"])
def test_everyday_words_of_another_name_are_not_passed_over(name: str, tmp_path: Path) -> None:
    """A file that is nearly called as theirs is reported: none is missed, so nobody would see that it is not read."""
    folder = small_copy(tmp_path)
    (folder / name).write_text("words:\n  starving: [home.hungry]\n", encoding="utf-8")

    (problem,) = (one for one in problems_of(folder) if one.file == name)

    assert problem.message == "this file is not read: its name must be everyday_words.yaml"
    assert is_helpful(problem)


def walk(value: object) -> list[object]:
    """*value* and everything in it."""
    found = [value]
    if isinstance(value, BaseModel):
        found += [part for name in type(value).model_fields for part in walk(getattr(value, name))]
    elif isinstance(value, Mapping):
        found += [part for key in value for part in walk(value[key])]
    elif isinstance(value, tuple | list | set):
        found += [part for item in value for part in walk(item)]
    return found


def test_a_rulebook_cannot_be_changed(small: Rulebook) -> None:
    """No field of a rulebook, or of anything in it, can be set, and no collection in it can be changed."""
    before = small.model_dump_json()
    for part in walk(small):
        assert not isinstance(part, list | dict | set)
        if isinstance(part, BaseModel):
            with pytest.raises((ValidationError, FrozenInstanceError)):
                setattr(part, next(iter(type(part).model_fields)), None)
        if isinstance(part, Mapping):
            with pytest.raises(TypeError):
                part["new"] = None  # type: ignore[index]

    assert small.model_dump_json() == before


def test_a_rulebook_can_be_a_key(small: Rulebook, tmp_path: Path) -> None:
    """Two rulebooks of the same files are equal and have one hash; one of other files is another."""
    folder = small_copy(tmp_path)
    same = load_rulebook(folder)
    edit(folder, TITLE, 'version: "1.0"', 'version: "1.1"')
    other = load_rulebook(folder)

    assert {small: 1}[same] == 1
    assert len({small, same, other}) == 2


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_rulebook_can_be_pickled(small: Rulebook, protocol: int, engine: str) -> None:
    """A rulebook that went through pickle is equal in every part, and answers the same."""
    answer = threshold.assess(WORRIED, small, engine=engine)

    again = pickle.loads(pickle.dumps(small, protocol))

    assert again == small
    assert again.model_dump() == small.model_dump()
    assert threshold.assess(WORRIED, again, engine=engine) == answer


def test_a_copy_of_a_rulebook_is_itself(small: Rulebook) -> None:
    """What cannot be changed needs no copy."""
    assert copy.copy(small) is small
    assert copy.deepcopy({"book": small})["book"] is small


def test_two_rulebooks_do_not_mix(small: Rulebook, tmp_path: Path, engine: str) -> None:
    """Two rulebooks with the same ids answer in turn, each by its own rules and in its own words."""
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, "text: The child is often tired.", "text: The child yawns.")
    edit(
        folder,
        WELLBEING,
        "            - tired\n            - no_one_to_ask\n",
        "            - afraid_of_storms\n            - no_one_to_ask\n",
    )
    other = load_rulebook(folder)
    case = {"present": ["wellbeing.tired", "wellbeing.no_one_to_ask"], "child": {"age": 9, "disabled": False}}

    for _ in range(3):
        first, second = (threshold.assess(case, book, engine=engine) for book in (small, other))
        assert (first.level, second.level) == (3, 2)
        assert (first.provenance.digest, second.provenance.digest) == (small.digest, other.digest)
        assert "The child is often tired." in first.model_dump_json()
        assert "The child is often tired." not in second.model_dump_json()
        assert "The child yawns." in second.model_dump_json()


def test_rulebooks_that_are_dropped_are_gone(engine: str) -> None:
    """Two hundred rulebooks that were loaded and dropped, some after they gave an answer, leave none behind."""
    gone: list[weakref.ref[Rulebook]] = []
    for turn in range(200):
        book = load_rulebook(SMALL)
        if turn % 10 == 0:
            threshold.assess(WORRIED, book, engine=engine)
        gone.append(weakref.ref(book))
    del book
    gc.collect()

    assert [reference() for reference in gone] == [None] * 200


def refusal(folder: Path) -> str:
    """What is wrong with the rulebook in *folder*; nothing, if it loads. Every problem must be one that helps."""
    refused: RulebookError | None = None
    try:
        load_rulebook(folder)
    except RulebookError as error:
        refused = error
    assert refused is None or refused.problems
    assert all(is_helpful(problem) for problem in (refused.problems if refused else ())), str(refused)
    return str(refused or "")


def spoiled(text: str, dice: random.Random) -> str:
    """*text* with one to three lines deleted, doubled, swapped, moved sideways or written into."""
    lines = text.split("\n")
    for _ in range(dice.randint(1, 3)):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        column = dice.randrange(len(lines[at]) + 1)
        match dice.randrange(6):
            case 0:
                del lines[at : at + 1 if len(lines) > 1 else at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][1:] if dice.random() < 0.5 else f" {lines[at]}"
            case 4:
                lines[at] = (
                    lines[at][:column]
                    + dice.choice("[]{}:,-?!&*#|>'\"%@`~\t\\é“\u00a0\u200b\x00 01yn.")
                    + lines[at][column:]
                )
            case 5:
                lines[at] = lines[at][:column]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(25))
def test_spoiled_files_have_problems_or_load(seed: int, tmp_path: Path) -> None:
    """Rule files with lines deleted, doubled, swapped or written into at random give helpful problems or load."""
    dice = random.Random(seed)
    folder = small_copy(tmp_path)
    for _ in range(20):
        file = folder / dice.choice(FILES)
        text = file.read_bytes().decode("utf-8")
        file.write_bytes(spoiled(text, dice).encode("utf-8"))
        refusal(folder)
        file.write_bytes(text.encode("utf-8"))


def test_a_rulebook_cannot_be_changed_by_copying(small: Rulebook) -> None:
    """A copy of a rulebook is the rulebook itself, and no copy with other contents is made."""
    assert small.model_copy() is small
    with pytest.raises(TypeError, match="never changed"):
        small.model_copy(update={"title": "another"})
