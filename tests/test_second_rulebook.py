"""Nothing about one partnership is in code: all works on other rulebooks, and says none of the shipped one's words."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import threshold
from tests.questionnaire.players import play
from tests.random_rulebooks import ChecklistMaker, checklists_at_edges
from tests.small import SMALL, edit
from threshold.assessing.explaining import explanation
from threshold.assessing.supposing import what_if
from threshold.checklist import Checklist
from threshold.commands import main
from threshold.questionnaire.questions import Question
from threshold.questionnaire.session import Session
from threshold.reporting import faces
from threshold.reporting.explanation import in_words
from threshold.reporting.ladder import Leaf
from threshold.reporting.shape import Section
from threshold.reporting.supposition import what_if_sections
from threshold.reporting.text import section_lines
from threshold.rulebook.location import shipped_rules

TITLE = "Harbour partnership: levels of help"
NAMES = ["small", "two levels", "three levels", "five levels", "six levels"]


class Other(NamedTuple):
    """Another rulebook than the shipped one, and its folder."""

    folder: Path
    book: threshold.Rulebook

    @property
    def levels(self) -> list[int]:
        return [route.level for route in self.book.levels]


@pytest.fixture(scope="module", params=NAMES)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Other:
    """The small rulebook of the tests; and what `rules new` makes, with two to six levels."""
    folder = SMALL
    if request.param != "small":
        folder = tmp_path_factory.mktemp("new") / "ours"
        levels = {"two": 2, "three": 3, "five": 5, "six": 6}[request.param.split()[0]]
        assert main(["rules", "new", str(folder), "--levels", str(levels), "--title", TITLE]) == 0
    return Other(folder, threshold.load_rulebook(folder))


@pytest.fixture(scope="module")
def foreign(other: Other) -> re.Pattern[str]:
    """The words of the shipped rulebook that the other one does not have: titles, ids, authorities, levels."""
    own = " ".join(path.read_text(encoding="utf-8") for path in other.folder.rglob("*.*") if path.suffix != ".json")
    wanted = {words for words in _particulars(threshold.load_rulebook()) if words.casefold() not in own.casefold()}
    assert len(wanted) > 300
    phrases = (r"\s+".join(map(re.escape, words.split())) for words in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def _particulars(book: threshold.Rulebook) -> Iterator[str]:
    """What is that rulebook's alone. A single word that is an area's or theme's title ("Health") is everyone's."""
    yield from (book.id, book.title, book.version, book.caveat, *book.indicators, *book.combinations, *book.sources)
    for source in book.sources.values():
        yield from (source.authority, source.publisher, source.title)
    for route in (*book.levels, *book.pathways.values()):
        yield from (route.title, route.agencies, *(do.text for do in route.do))
        yield from (route.citation.quote or "", *filter(None, [route.link, route.pathway]))
    phrases = [*book.themes, *book.themes.values(), *book.judgement_reasons, *book.judgement_reasons.values()]
    phrases += [contact.who for contact in book.contacts]
    for domain in book.domains:
        phrases += [domain.slug, domain.title, *(s.slug for s in domain.strands), *(s.title for s in domain.strands)]
    yield from (phrase for phrase in phrases if re.search(r"\w[ _]\w", phrase))


def cases(book: threshold.Rulebook) -> Iterator[Checklist]:
    """Nothing; everything; each statement by itself; every edge; and some at random."""
    yield Checklist()
    yield Checklist(present=list(book.indicators))
    yield Checklist(absent=list(book.indicators))
    yield Checklist(not_known=list(book.indicators))
    yield from (Checklist(present=[id]) for id in book.indicators)
    yield from list(checklists_at_edges(book))[::17]
    maker, rng = ChecklistMaker(book), random.Random(book.digest)
    yield from (maker.checklist(rng) for _ in range(20))
    for route in book.levels:
        reason = next(iter(book.judgement_reasons))
        yield Checklist.of(
            {"present": list(book.indicators)[:2], "judgement": {"level": route.level, "reason": reason}}
        )


def shown(sections: list[Section]) -> str:
    return "\n".join("".join(line) for line in section_lines(sections, 80))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What the command prints, the talk included; it must go well."""
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    assert code == 0, (arguments, said)
    return said.out + said.err


@pytest.mark.parametrize("face", faces.FACES)
def test_every_case_is_answered_in_every_face(face: str, other: Other, foreign: re.Pattern[str]) -> None:
    """Whatever is reported, each face of the answer is made, at a level that the rulebook has, in its words alone."""
    for case in cases(other.book):
        answer = threshold.assess(case, other.book)
        assert answer.level in other.levels
        assert answer.at_least in other.levels
        assert {question.would_make for question in answer.questions} <= set(other.levels)
        assert not foreign.findall(faces.render(face, answer, case))


def test_the_picture_has_as_many_places_as_there_are_levels(other: Other) -> None:
    """The profile is drawn with one place for each level of the rulebook, in text, Markdown and HTML."""
    case = Checklist(present=list(other.book.indicators))
    answer = threshold.assess(case, other.book)
    assert answer.profile
    top = len(other.levels)

    for face in ("text", "markdown"):
        drawn = re.findall(
            r"(?<![#?.\w])[#?]+[#?.]*(?![#?.\w])", faces.render(face, answer, case).split("Levels by area")[1]
        )
        assert [len(bar) for bar in drawn[: len(answer.profile)]] == [top] * len(answer.profile)


def test_levels_that_are_not_there_are_refused(other: Other) -> None:
    """A judgement, or a page, of a level that the rulebook does not have is refused, and the levels are named."""
    above = other.levels[-1] + 1

    with pytest.raises(threshold.ChecklistError, match=f"1 to {other.levels[-1]}"):
        threshold.assess({"judgement": {"level": above}}, other.book)
    with pytest.raises(threshold.ThresholdError, match=f"there is no Level {above}"):
        Leaf(other.book).about(["level", str(above)])


def test_every_statement_is_explained_and_supposed(other: Other, foreign: re.Pattern[str]) -> None:
    """Every statement can be explained in a case with nothing and with everything, and every answer turned round."""
    for case in (Checklist(), Checklist(present=list(other.book.indicators))):
        answer = threshold.assess(case, other.book)
        for id in (*other.book.indicators, *other.book.combinations):
            assert not foreign.findall(shown(in_words(explanation(answer, case, other.book, id), other.book)))
        for id in other.book.indicators:
            sign = "-" if id in case.present else "+"
            assert not foreign.findall(shown(what_if_sections(what_if(case, [f"{sign}{id}"], other.book), other.book)))


def test_every_page_is_shown(other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The contents, and every table, strand, statement, level and article, are shown in the rulebook's words."""
    book, leaf = other.book, Leaf(other.book)
    strands = [f"{domain.slug}.{strand.slug}" for domain in book.domains for strand in domain.strands]
    pages = [[domain.slug] for domain in book.domains] + [[name] for name in strands]
    pages += [[id] for id in (*book.indicators, *book.combinations)]
    pages += [["level", str(level)] for level in other.levels] + [["article", str(n)] for n in book.articles]
    for page in pages:
        assert not foreign.findall(shown(leaf.about(page))), page

    assert not foreign.findall(run(capsys, "show", "--rules", other.folder))
    assert book.levels[-1].title in " ".join(
        run(capsys, "show", "level", other.levels[-1], "--rules", other.folder).split()
    )


def test_every_statement_is_found_by_its_words(
    other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Searching for a statement's own text finds it."""
    for id, indicator in other.book.indicators.items():
        said = run(capsys, "search", *indicator.text.rstrip(".").split(), "--rules", other.folder)
        assert id in said
        assert not foreign.findall(said)


def test_the_commands_on_a_case_work(
    other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """assess in every face, explain and what-if, as they are typed."""
    id = next(id for id, indicator in other.book.indicators.items() if indicator.counts)
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"present": [id]}), encoding="utf-8")
    said = [run(capsys, "assess", case, "--format", face, "--rules", other.folder) for face in faces.FACES]
    said += [run(capsys, "explain", case, id, *more, "--rules", other.folder) for more in ([], ["--json"])]
    said += [run(capsys, "what-if", case, f"-{id}", *more, "--rules", other.folder) for more in ([], ["--json"])]

    assert not foreign.findall("\n".join(said))


def test_the_questionnaire_is_played_to_its_end(other: Other, foreign: re.Pattern[str]) -> None:
    """A questionnaire, however it is answered, comes to an answer; saved and taken up again it is the same."""
    for seed in range(12):
        session = Session(other.book)
        play(session, random.Random(seed), tick=0.4)
        again = Session.resume(session.save(), other.book)
        assert again.checklist() == session.checklist()
        assert not foreign.findall(faces.render("text", again.result(), again.checklist()) + session.save())


def typed(session: Session) -> list[str]:
    """What to type so that everything that is asked is so, from the first question to the result."""
    lines: list[str] = []
    while question := session.question():
        line, answer = _reply(question)
        lines.append(line)
        session.answer(answer)
    return lines


def _reply(question: Question) -> tuple[str, Any]:
    every = " ".join(str(n) for n in range(1, len(question.options or question.statements) + 1))
    replies: dict[str, tuple[str, Any]] = {
        "danger": ("n", False),
        "age": ("9", 9),
        "disabled": ("n", False),
        "judgement": ("1", 1),
        "areas": (every, list(question.options)),
        "something_else": ("0", []),
        "review": ("0", True),
        "reason": ("1", question.options[0] if question.options else None),
        "page": (every, dict.fromkeys(question.statements, "present")),
    }
    return replies[question.kind]


def test_the_questionnaire_is_typed_to_its_end(
    other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the terminal: every level is offered for the judgement, every area named, and the result is given."""
    session = Session(other.book)
    lines = typed(session)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in ["?", *lines, "0"])))
    code = main(["ask", "--json", "--rules", str(other.folder)])
    said = capsys.readouterr()

    assert code == 0
    assert json.loads(said.out) == json.loads(session.result().model_dump_json())
    assert not foreign.findall(said.out + said.err)
    flowing = " ".join(said.err.split())
    assert other.book.title in flowing
    assert all(f"{route.level} {route.title}" in flowing for route in other.book.levels)


def test_the_questionnaire_is_saved_and_resumed(
    other: Other,
    foreign: re.Pattern[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Saved and left after some answers, it goes on from there with --resume, and comes to the same answer."""
    session = Session(other.book)
    lines = typed(session)
    file = tmp_path / "answers.json"
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in [*lines[:4], "s", str(file), "q"])))
    assert main(["ask", "--rules", str(other.folder)]) == 3
    first = capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in [*lines[4:], "0"])))
    assert main(["ask", "--json", "--resume", str(file), "--rules", str(other.folder)]) == 0
    second = capsys.readouterr()

    assert json.loads(second.out) == json.loads(session.result().model_dump_json())
    assert not foreign.findall(first.out + first.err + second.out + second.err)


WORKSHOP = {
    "check": [[], ["--json"]],
    "test": [[], ["--json"], ["--coverage"]],
    "publish": [["--format", "html"], ["--format", "markdown"]],
    "schema": [["table"], ["rulebook"], ["articles"]],
}


@pytest.mark.parametrize("verb", WORKSHOP)
def test_the_workshop_works(
    verb: str, other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """check, test, publish and schema work on it; what is found is a matter of its rules, and never a fault of ours."""
    for more in WORKSHOP[verb]:
        code = main(["rules", verb, *more, "--rules", str(other.folder)])
        said = capsys.readouterr()
        assert code in (0, 1), said.err
        assert code == 0 or other.folder == SMALL
        assert not foreign.findall(said.out + said.err)


def test_two_versions_are_compared(
    other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """diff says what changed between two versions of it: nothing; and a text."""
    newer = tmp_path / "newer"
    for path in other.folder.rglob("*.yaml"):
        file = newer / path.relative_to(other.folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.read_bytes())
    first = next(iter(other.book.indicators.values()))
    edit(newer, f"levels/{first.domain}.yaml", f"text: {first.text}\n", "text: Quite another sentence stands here.\n")

    for face in (["--format", "text"], ["--format", "json"], ["--format", "markdown"], ["--changelog"]):
        same = run(capsys, "rules", "diff", other.folder, other.folder, *face, "--rules", other.folder)
        told = run(capsys, "rules", "diff", other.folder, newer, *face, "--rules", other.folder)
        assert same != told, face
        assert "Quite another sentence" not in " ".join(same.split())
        assert "Quite another sentence" in " ".join(told.split()) or face == ["--changelog"], face
        assert not foreign.findall(same + told)


def test_its_quotes_are_traced(
    other: Other, foreign: re.Pattern[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """trace follows the quotes into a document that has them, and misses them in one that has not."""
    statements = (*other.book.indicators.values(), *other.book.combinations.values())
    quotes = [citation.quote or "" for statement in statements for citation in statement.citations]
    for name, text in (("with.txt", "\n\n".join(quotes)), ("without.txt", "Nothing of the kind.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        code = main(["rules", "trace", str(tmp_path / name), "--rules", str(other.folder)])
        said = capsys.readouterr()
        assert code in (0, 1), said.err
        assert code == 1 or name == "with.txt"
        assert not foreign.findall(said.out + said.err)


def test_the_words_that_must_not_come_are_those_of_the_shipped_rulebook() -> None:
    """What is looked for is found in the shipped rulebook's own answers: the search is not for nothing."""
    book = threshold.load_rulebook(shipped_rules())
    case = Checklist(present=list(book.indicators))
    answer = threshold.assess(case, book)
    said = " ".join(" ".join(faces.render(face, answer, case) for face in ("text", "json")).split())

    assert sum(words in said for words in set(_particulars(book))) > 300
