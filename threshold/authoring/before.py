"""The version of a rulebook before this one: no more of it than its checks need, so that nothing is joined or built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from threshold.rulebook.form import MOST_LEVELS
from threshold.rulebook.loading import TITLE_PAGE
from threshold.rulebook.reading import decode


@dataclass(frozen=True)
class Before:
    """The version before, by the *name* it was given by: a folder, a revision.

    *pages* is what the files said that are not as they were; *unread* are those of them that cannot be read.
    *new* are the files that it did not have.
    """

    name: str
    pages: Mapping[str, Any]
    unread: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def version(self) -> str | None:
        """What it called itself; None if its title page is as it was, or cannot be read."""
        title = self.pages.get(TITLE_PAGE)
        return title.get("version") if isinstance(title, dict) else None

    def statements(self) -> dict[str, str]:
        """The id of every statement in the files that are not as they were, with its quote."""
        return {id: str(entry.get("quote")) for id, _, entry in self._entries()}

    def printed(self) -> dict[str, tuple[int, set[tuple[int, str]]]]:
        """Of the same statements, the level each stood at; and every quote of it, with the level it was printed at."""
        found: dict[str, tuple[int, set[tuple[int, str]]]] = {}
        for id, level, entry in self._entries():
            places = {(entry.get("printed") or level, str(entry.get("quote")))}
            also = [one for one in _list(entry, "also") if isinstance(one, dict)]
            places |= {(one.get("level") or level, str(one.get("quote"))) for one in also}
            found[id] = level, places
        return found

    def _entries(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Every indicator and combination in the files that are not as they were: its id, its column, what was
        written."""
        for page in self.pages.values():
            for strand in _list(page, "strands"):
                for level in range(1, MOST_LEVELS + 1):
                    for entry in _list(strand, f"level_{level}"):
                        slug = isinstance(entry, dict) and (entry.get("id") or entry.get("combination"))
                        if slug:
                            yield f"{page.get('domain')}.{slug}", level, entry

    def retired(self) -> list[str]:
        """Every id that had been retired, if the title page is not as it was."""
        entries = _list(self.pages.get(TITLE_PAGE), "retired")
        return [str(entry.get("id")) for entry in entries if isinstance(entry, dict)]


def before(name: str, files: Mapping[str, bytes], now: Mapping[str, bytes]) -> Before:
    """What the version *name*, whose files are *files*, said otherwise than the files of *now*."""
    changed = [file for file in files if _lines(files[file]) != _lines(now.get(file))]
    read = {file: decode(files[file], file) for file in changed}
    return Before(
        name,
        {file: page.data for file, page in read.items() if page.data is not None},
        tuple(file for file, page in read.items() if page.data is None),
        tuple(file for file in now if file not in files),
    )


def _lines(content: bytes | None) -> bytes | None:
    return content and content.replace(b"\r\n", b"\n")


def _list(group: Any, key: str) -> tuple[Any, ...]:
    value = group.get(key) if isinstance(group, dict) else None
    return value if isinstance(value, tuple) else ()
