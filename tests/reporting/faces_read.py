"""What each face says, read back: the letters alone, in their order, after undoing wrapping and escaping."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def letters(words: str) -> str:
    """The words without the spaces between them, which wrapping may change."""
    return "".join(words.split())


def in_order(wanted: list[str], shown: str) -> list[str]:
    """Those of *wanted* that *shown* does not have after the ones before."""
    missing, at, shown = [], 0, letters(shown)
    for words in wanted:
        found = shown.find(letters(words), at)
        if found < 0:
            missing.append(words)
        else:
            at = found + len(letters(words))
    return missing


def tokens_of(markdown: str) -> list[Token]:
    """Everything that a reader of Markdown sees, in order."""
    return [inner for token in READER.parse(markdown) for inner in (token, *(token.children or ()))]


def words_of(markdown: str) -> str:
    """The words that a reader of Markdown is shown."""
    return " ".join(t.content for t in tokens_of(markdown) if t.type in ("text", "code_inline", "code_block", "fence"))


class Page(HTMLParser):
    """A page of HTML taken apart: its words, tags and headings. Fails on tags that are not closed in their order."""

    VOID = ("meta", "link", "img", "br", "hr", "input", "wbr")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[str, str]] = []
        self.paths: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.paths.append("/".join([*self._open, tag]))
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((tag, ""))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self._open:
            self.words.append(data)
            if self._open[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
                tag, said = self.headings[-1]
                self.headings[-1] = tag, said + data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each *tag*."""
        return [attributes for name, attributes in self.tags if name == tag]
