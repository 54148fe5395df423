"""The sheets of a rulebook side by side, and the looking up of every name that one of them gives to another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from threshold.rulebook import form
from threshold.rulebook.building import full
from threshold.rulebook.page import Page, Path

Form_co = TypeVar("Form_co", bound=form.Written, covariant=True)


@dataclass(frozen=True)
class Sheet(Generic[Form_co]):
    """A file as read and as understood."""

    page: Page
    written: Form_co

    def report(self, path: Path, message: str, help: str = "", *, key: bool = False) -> None:
        """Add a problem at *path* of this file; at its key, if *key*."""
        span = self.page.keys.get(path) if key else None
        self.page.report(span or self.page.place(path), message, help)


@dataclass(frozen=True)
class Entry:
    """An indicator or combination with its address."""

    sheet: Sheet[form.DomainFile]
    path: Path
    written: form.Indicator | form.Combination


@dataclass
class Sheets:
    """All files of a rulebook, the tables in the order of the document. *unread* are the domains whose files are not
    sound: what is said of them cannot be looked up. *words* are the everyday words, where it has any."""

    title: Sheet[form.TitlePage]
    articles: Sheet[form.ArticlesFile]
    words: Sheet[form.WordsFile] | None
    domains: list[Sheet[form.DomainFile]]
    unread: frozenset[str] = frozenset()
    entries: dict[str, Entry] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Sheet[form.Written]]:
        yield from (self.title, self.articles, *((self.words,) if self.words else ()), *self.domains)

    def theme(self, sheet: Sheet[form.Written], path: Path, name: str) -> None:
        """Report a theme that the title page does not have."""
        _known(sheet, path, "theme", name, self.title.written.themes, "`themes` of rulebook.yaml")

    def source(self, sheet: Sheet[form.Written], path: Path, name: str) -> None:
        """Report a source that the title page does not have."""
        _known(sheet, path, "source", name, self.title.written.sources, "`sources` of rulebook.yaml")

    def pathway(self, sheet: Sheet[form.Written], path: Path, name: str) -> None:
        """Report a pathway that no file has."""
        known = [pathway.pathway for other in self.domains for pathway in other.written.pathways]
        _known(sheet, path, "pathway", name, known, "`pathways`, in the file of the general page,")

    def reason(self, sheet: Sheet[form.Written], path: Path, name: str) -> None:
        """Report a reason for a judgement that the title page does not have."""
        _known(sheet, path, "reason", name, self.title.written.judgement_reasons, "`judgement_reasons`")

    def area(self, sheet: Sheet[form.Written], path: Path, slug: str) -> None:
        """Report a table that there is not."""
        known = [*(other.written.domain for other in self.domains), *self.unread]
        _known(sheet, path, "area", slug, known, "`contents` of rulebook.yaml")

    def right(self, sheet: Sheet[form.Written], path: Path, numbers: Iterable[int]) -> None:
        """Report each article that the file of the articles does not have."""
        known = [article.article for article in self.articles.written.articles]
        for index, number in enumerate(numbers):
            _known(sheet, (*path, index), "article", number, known, "uncrc_articles.yaml")

    def statement(self, sheet: Sheet[form.DomainFile], path: Path, reference: str) -> Entry | None:
        """The statement that *sheet* calls *reference*; reported, if there is none."""
        id = full(sheet.written.domain, reference)
        if id in self.entries:
            return self.entries[id]
        if id.partition(".")[0] in self.unread:
            return None
        if " " in reference:
            words = f"`{reference}` is not an id: there is a space in it"
            sheet.report(path, words, "put one id after each dash, and a comma between two ids in brackets")
            return None
        own = [known.partition(".")[2] for known in self.entries if known.startswith(sheet.written.domain + ".")]
        options = [*own, *self.entries] if "." not in reference else list(self.entries)
        near = difflib.get_close_matches(reference, options, 1, 0.6)
        elsewhere = next((known for known in self.entries if known.endswith("." + reference)), None)
        hint = elsewhere or (near[0] if near else None)
        sheet.report(
            path,
            f"there is no statement `{reference}`",
            f"did you mean `{hint}`?" if hint else "the ids of all statements are in the files of levels/: choose one",
        )
        return None

    def ticked(self, sheet: Sheet[form.DomainFile], path: Path, reference: str) -> form.Indicator | None:
        """The statement that *sheet* calls *reference*; reported, if there is none, or if it has no tick."""
        entry = self.statement(sheet, path, reference)
        if entry and isinstance(entry.written, form.Indicator):
            return entry.written
        if entry:
            sheet.report(path, f"`{reference}` is a combination, and has no tick", "name the statements that it joins")
        return None


def entries_of(sheet: Sheet[form.DomainFile]) -> Iterator[tuple[Path, form.Strand, int, form.Entry]]:
    """Everything written in a table: its path, its strand, its level, and itself."""
    for s, strand in enumerate(sheet.written.strands):
        for level, entries in strand.columns():
            for e, entry in enumerate(entries):
                yield ("strands", s, f"level_{level}", e), strand, level, entry


def level_of(path: Path) -> int:
    """The level that a statement stands at, by its path: that of its column."""
    return int(str(path[2]).removeprefix("level_"))


def _known(
    sheet: Sheet[form.Written], path: Path, what: str, name: object, known: Iterable[object], where: str
) -> None:
    options = [str(option) for option in known]
    if str(name) not in options:
        near: list[str] = []
        if isinstance(name, str):
            begun = [option for option in options if option.startswith(name)]
            near = begun or difflib.get_close_matches(name, options, 1, 0.6)
        sheet.report(
            path,
            f"there is no {what} `{name}`",
            f"did you mean `{near[0]}`?" if near else f"{where} has them all: choose one of those",
        )
