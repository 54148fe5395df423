"""What the review says of the answers."""

from __future__ import annotations

import pytest

from tests.questionnaire.test_session import until
from tests.strategies import BOOK
from threshold.questionnaire.review import rows_of
from threshold.questionnaire.session import Session
from threshold.questionnaire.wording import Wording


@pytest.fixture
def session() -> Session:
    """A session at the areas, with one urgent statement not known and the rest not so."""
    session = Session(BOOK)
    page = until(session, "page")
    session.answer({id: "not_known" if id == page.statements[0] else "absent" for id in page.statements})
    until(session, "areas")
    return session


def test_the_review_says_what_stands_now(session: Session) -> None:
    """A statement of a page that was answered otherwise by a later search is told of as it stands."""
    first = BOOK.indicators[session.checklist().not_known[0]]
    before = {row.key: row.text for row in rows_of(session, Wording(BOOK))}
    session.found("anything", {first.id: "present"})
    after = {row.key: row.text for row in rows_of(session, Wording(BOOK))}
    page = next(key for key, text in before.items() if first.text in text)

    assert f"Not known: {first.text}" in before[page]
    assert first.text in after[page]
    assert "Not known" not in after[page]


def test_pages_of_which_nothing_is_so_stand_last(session: Session) -> None:
    """What was said stands at the top of the review; pages with nothing ticked, below all else."""
    first = session.checklist().not_known[0]
    session.found("anything", {first: "present"})
    session.answer(["identity"])
    until(session, "review")
    quiet = [row.text.startswith("Nothing ticked on") for row in rows_of(session, Wording(BOOK))]

    assert any(quiet)
    assert quiet == sorted(quiet)
