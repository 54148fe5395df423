"""YAML with positions, and without YAML's traps.

One pass over the parser's events gives plain data (dict, tuple, str, int, float, bool, None) and the place of every
key and value. Refused or reported: duplicate keys, aliases and anchors, tags, several documents in a file, deep
nesting, words and numbers that YAML 1.1 reads as something else (plain), text lost after ` #`, a list that became part
of a text (traps), no-break spaces and other invisible letters (letters). Why a file is not YAML is said by syntax.
"""

from __future__ import annotations

from typing import Any

import yaml

from threshold.rulebook import syntax, traps
from threshold.rulebook.letters import strays
from threshold.rulebook.page import LINE_BREAK, WHOLE_FILE, Page, Path, Span, span

DEEPEST = 40  # rule files nest about ten deep
LARGEST = 500_000  # characters; a rule file has fewer than 100,000

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def decode(raw: bytes, file: str) -> Page:
    """What the bytes of a file say; a Page with a problem if they are not UTF-8."""
    page = Page(file, [])
    if raw.startswith(_NO_TEXT):
        page.report(
            WHOLE_FILE,
            "this is a document of another program, such as Word, and not a text file",
            "put back the rule file; to change it, use a program for plain text, such as Notepad",
        )
        return page
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(0) * 3 > len(raw):
        page.report(WHOLE_FILE, "the file is saved as UTF-16 (Notepad calls it Unicode)", _SAVE_AS)
        return page
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = LINE_BREAK.split(error.object[: error.start].decode("utf-8"))
        page = Page(file, LINE_BREAK.split(_guess(error.object)))
        page.report(
            Span(len(before), len(before[-1]) + 1), "this letter is not UTF-8, the encoding of rule files", _SAVE_AS
        )
        return page
    return read(text, file)


_NO_TEXT = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")  # how other programs' files begin
_SAVE_AS = "save the file as UTF-8 (in Word or Notepad: Save as, Encoding: UTF-8)"


def _guess(raw: bytes) -> str:
    """As many letters as UTF-8 gives, and the others as an old Windows program wrote them."""
    text = raw.decode("utf-8", "surrogateescape")
    return "".join(
        bytes([ord(c) - 0xDC00]).decode("cp1252", "replace") if "\udc80" <= c <= "\udcff" else c for c in text
    )


def read(text: str, file: str) -> Page:
    """Read one YAML document."""
    if len(text) > LARGEST:
        page = Page(file, [])
        page.report(
            WHOLE_FILE,
            f"the file has {len(text):,} characters; a rule file has at most {LARGEST:,}",
            "take it out of the folder if it is not a rule file",
        )
        return page
    lines = LINE_BREAK.split(text)
    page = Page(file, lines)
    for stray in strays(lines):
        page.report(Span(*stray[:3]), stray.message, stray.help)
    traps.look_at_lines(page)
    if page.problems:
        return page
    page = _parsed(text, lines, file, _PARSER)
    if not page.problems and page.data is None:
        empty = not text.strip()
        page.report(
            Span(1, 1),
            "the file is empty" if empty else "the file holds no rules",
            "put back the last version of it, or take it out of the folder",
        )
    return page


def _parsed(text: str, lines: list[str], file: str, parser: Any) -> Page:
    page = Page(file, lines)
    complaint: yaml.MarkedYAMLError | None = None
    try:
        _Reader(page).run(text, parser)
    except _StopReading:
        page.data = None  # half a file says less than none
    except yaml.MarkedYAMLError as error:
        complaint, page.data = error, None
    if parser is not yaml.SafeLoader and (complaint or page.problems):
        return _parsed(text, lines, file, yaml.SafeLoader)  # slower, but it knows better where a mistake is
    if complaint:
        why = syntax.reason(text, lines, complaint)
        if not any((problem.line, problem.column) == why.span[:2] for problem in page.problems):
            page.report(why.span, why.message, why.help)
    return page


class _StopReading(Exception):  # noqa: N818, it is no error
    """Nothing after this can be read."""


class _Reader:
    """Turns events into data. Iterative: no input can exhaust the stack."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stack: list[dict[str, Any] | list[Any]] = []
        self.brackets: list[bool] = []  # for each of the stack, whether it is written in brackets
        self.path: Path = ()  # of the last of the stack
        self.key: tuple[str, Span] | None = None
        self.run_on: set[Path] = set()  # items that begin a second time: a dash is missing
        self.documents = 0

    def run(self, text: str, parser: Any) -> None:
        """Read every event of *text*."""
        for event in yaml.parse(text, Loader=parser):
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_marks(event)
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._refuse_marks(event)
                self._open({}, event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._refuse_marks(event)
                self._open([], event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self._stop(
                    event,
                    f"`*{event.anchor}` refers to another place in the file",
                    "if a text begins with *, put the whole text in double quotes; if not, write the text out in full",
                )
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._stop(
                        event, "a second document begins here (`---`)", "take the line out: a rule file is one document"
                    )

    def _stop(self, event: Any, message: str, help: str) -> None:
        self.page.report(span(event), message, help)
        raise _StopReading

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._stop(
                event,
                f"`&{event.anchor}` marks this place for reuse",
                "if a text begins with &, put the whole text in double quotes; if not, write the text out in full",
            )
        if event.tag is not None:
            self._stop(
                event,
                "`!` begins a YAML tag, and rule files have none",
                "take it out; if the text begins with !, put it in double quotes",
            )

    def _open(self, holder: dict[str, Any] | list[Any], event: Any) -> None:
        if len(self.stack) >= DEEPEST:
            self._stop(event, f"nested more than {DEEPEST} deep", "look for brackets or dashes that were not meant")
        if isinstance(self.stack[-1] if self.stack else None, dict) and self.key is None:
            self._stop(
                event,
                "a list or a group of keys stands where a key is expected",
                "write a word and a colon here; if a text begins with [, { or ?, put it in double quotes",
            )
        self.path = self._put(holder, span(event))
        self.stack.append(holder)
        self.brackets.append(bool(event.flow_style))

    def _close(self) -> None:
        holder = self.stack.pop()
        self.brackets.pop()
        done: Any = tuple(holder) if isinstance(holder, list) else holder
        if not self.stack:
            self.page.data = done
            return
        self.path, at = self.path[:-1], self.path[-1]
        parent = self.stack[-1]
        if isinstance(parent, list):
            parent[-1] = done
        else:
            parent[str(at)] = done

    def _put(self, value: Any, place: Span) -> Path:
        """Put *value* into what is open; its path."""
        if not self.stack:
            self.page.values[()] = place
            self.page.data = value
            return ()
        parent = self.stack[-1]
        step = len(parent) if isinstance(parent, list) else self._take_key(parent)
        path = (*self.path, step)
        self.page.values[path] = place
        if isinstance(parent, list):
            parent.append(value)
        else:
            parent[str(step)] = value
        return path

    def _take_key(self, holder: dict[str, Any]) -> str:
        assert self.key is not None
        step, place = self.key
        self.key = None
        path = (*self.path, step)
        if step in holder and path[:-1] not in self.run_on:
            help = "keep one of them"
            first = self.page.values[path]
            if isinstance(holder[step], dict | tuple) and first.line > self.page.keys[path].line:
                help = "put what stands below both of them below the first"
            if len(self.stack) > 1 and isinstance(self.stack[-2], list) and step == next(iter(holder)):
                self.run_on.add(path[:-1])
                help = "if a new item of the list begins here, put a dash before it; if not, keep one of them"
            self.page.report(place, f"`{step}` is given twice; the first is on line {self.page.keys[path].line}", help)
        self.page.keys[path] = place
        return step

    def _scalar(self, event: Any) -> None:
        in_brackets = bool(self.brackets and self.brackets[-1])
        place = span(event)
        traps.look_at_word(self.page, event, in_brackets)
        if self.stack and isinstance(self.stack[-1], dict) and self.key is None:
            traps.look_at_key(self.page, event)
            self.key = (event.value, place)
            return
        value: Any = event.value
        if traps.is_plain(event):
            value = traps.plain_value(self.page, event, in_brackets)
            if not event.value and self.key:  # nothing has a place of its own; it stands behind the colon
                key = self.key[1]
                end = len(self.page.lines[key.line - 1]) + 1
                place = Span(key.line, min(key.column + key.width + 1, end))
        path = self._put(value, place)
        if value is None:
            self.page.empty.add(path)
        elif event.style == '"':
            self.page.double_quoted.add(path)
