"""The answers whose reports are tested, and one with words that no face may take for its own."""

from __future__ import annotations

from typing import Any

import threshold
from threshold.reporting.outline import Outline

BOOK = threshold.load_rulebook()
CASES: dict[str, dict[str, Any]] = {
    "nothing reported": {},
    "settled": {"present": ["social_presentation.hygiene_good"], "child": {"age": 4, "disabled": False}},
    "help not known": {"present": ["health.development_delayed"], "child": {"age": 3}},
    "Level 4 pathway": {"present": ["levels_of_need.in_trouble_with_police"], "child": {"age": 15, "disabled": True}},
    "own judgement": {
        "present": ["housing_employment_and_finance.overcrowded", "social_presentation.needs_help_refused"],
        "absent": ["social_presentation.hygiene_good"],
        "not_known": ["health.self_harm"],
        "unsaid": ["gaming"],
        "something_else": True,
        "child": {"unborn": True},
        "judgement": {"level": 4, "reason": "knows_more"},
    },
    "several levels": {
        "present": [
            "social_presentation.hygiene_poor",
            "education.poor_attendance",
            "family_and_social_relationships.gang_involvement",
            "health.mental_health_help_working",
            "health.self_harm",
        ],
        "absent": ["family_and_social_relationships.gang_impact"],
        "child": {"age": 14, "disabled": False},
        "judgement": {"level": 3, "reason": "pattern_over_time"},
    },
    "everything": {"present": sorted(BOOK.indicators), "child": {"age": 12}},
}
NASTY = (
    "[p. 12]", "[/bold]", "[bold]x[/bold]", "[a](https://example.org)", "![a](b.png)", "[x]: /y", "[ ] to do", "[^1]",
    "**not bold**", "_not so_", "snake_case_word", "`code`", "~~gone~~", "# no heading", "1. no list", "- no list",
    "+ no list", "> no quote", "=====", "-----", "***", "a | b", "\\* back \\", "<b>bold</b>",
    "<script>alert(1)</script>",
    "<!-- gone -->", "</style></p>", "&amp; &lt; &#42; &copy; AT&T", "<https://example.org>", "{{ 7 * 7 }}", "{% if %}",
    "${x}", "$x^2$", "\"'`", "“quoted” and ‘quoted’", "[...] self-ha[rm]", "naïve café",
    "😟 :worried: 👩‍👧", "שלום עולם",
    "مرحبا بالعالم", "x" * 60, "a  b", "5 < 6 > 4 & 3", "1) no list", "2021. A year.",
)  # fmt: skip
ANSWERS = (*CASES, "nasty words")


def answer_of(name: str) -> threshold.Assessment:
    """The answer to a case, or the nasty one."""
    return nasty_answer() if name == "nasty words" else threshold.assess(CASES[name])


def checklist_of(name: str) -> threshold.Checklist:
    """What is reported in a case."""
    return threshold.Checklist.of(CASES[name])


def nasty_answer() -> threshold.Assessment:
    """A real answer in which every word of the rulebook is replaced by something hard to print."""
    words = iter(NASTY * 40)

    def spoilt(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoilt(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [spoilt(inner, key) for inner in value]
        prose = ("text", "quote", "title", "domain_title", "strand_title", "right", "caveat", "emergency", "headline",
                 "consent", "authority", "cautions", "reading", "unsettled_because", "strands", "who", "note", "link",
                 "reason_text")  # fmt: skip
        return next(words) if key in prose and isinstance(value, str) else value

    return threshold.Assessment.model_validate(spoilt(answer_of("several levels").model_dump(mode="json")))


def said_by(report: Outline) -> list[str]:
    """Every text, label, quote, source, note, point and bar of a report, in its order."""
    said = [report.emergency, report.caveat, report.headline]
    for section in report.sections:
        said.append(section.title)
        for bar in section.bars:
            said += [bar.title, bar.said]
        for item in section.items:
            said += [item.label, item.text, item.quote, item.source, *item.notes, *item.points]
    return [words for words in said if words]
