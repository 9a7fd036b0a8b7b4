"""The markup of annotated articles: text with marks in, plain text with mentions and fact lines out.

Here: the grammar of docs/annotation.md. Not here: whether the facts make sense (`facts`), files and splits (`corpus`).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

KINDS = "ogptlqdax"
_TOKEN = re.compile(r"\\\[|\\\]|\[(?P<ids>[ogptlqda]\d+(?:\+[ogptlqda]\d+)*|x)(?P<nominal>~?)[ \n]|\]")
_ID = re.compile(r"[ogptlqda]\d+")
_HEADER = re.compile(r"(style|published|title|negative): *(.*)")


class MarkupError(ValueError):
    """The file breaks the grammar; the message says where and what to do."""


@dataclass(frozen=True, order=True)
class Mention:
    """A span of the plain text; `ids` has several members only in nominal mentions of a group ("the two")."""

    start: int
    end: int
    ids: tuple[str, ...]
    is_nominal: bool = False

    @property
    def kind(self) -> str:
        """The letter of the mark: o g p t l q d a x."""
        return self.ids[0][0]


@dataclass(frozen=True)
class FactLine:
    """One line below the text: a mark with its values; `flags` are words without a value."""

    id: str
    values: dict[str, str]
    flags: frozenset[str] = frozenset()
    is_optional: bool = False
    optional_keys: frozenset[str] = frozenset()
    line: int = 0

    @property
    def kind(self) -> str:
        """The letter of the mark."""
        return self.id[0]

    def list(self, key: str) -> list[str]:
        """The value of `key` as a list of marks, empty when absent."""
        return [part.strip() for part in self.values.get(key, "").split(",") if part.strip()]


@dataclass(frozen=True)
class AnnotatedArticle:
    """One article of the corpus: the text that a model reads, and what a person found in it."""

    name: str
    text: str
    mentions: tuple[Mention, ...]
    facts: tuple[FactLine, ...]
    style: str = ""
    published: str | None = None
    title: str | None = None
    is_negative: bool = False

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The spellings of every named thing, fullest first."""
        spellings: dict[str, dict[str, None]] = {}
        for mention in self.mentions:
            if not mention.is_nominal and mention.kind != "x":
                words = " ".join(self.text[mention.start : mention.end].split())
                spellings.setdefault(mention.ids[0], {})[words] = None
        return {mark: tuple(sorted(words, key=lambda word: (-len(word), word))) for mark, words in spellings.items()}

    @property
    def spellings(self) -> set[str]:
        """All spellings of all named things."""
        return {name for names in self.names.values() for name in names}

    def of_kind(self, kind: str) -> list[FactLine]:
        """Fact lines of one letter."""
        return [fact for fact in self.facts if fact.kind == kind]


def moved(mentions: Iterable[Mention], offset: int, by: int) -> list[Mention]:
    """Return the mentions, those that begin at the offset or behind it moved by so many characters."""
    return [
        replace(each, start=each.start + by, end=each.end + by) if each.start >= offset else each for each in mentions
    ]


def strip_marks(marked: str) -> tuple[str, list[Mention]]:
    """Return the plain text and its mentions, sorted by position, outer before inner.

    Raises:
        MarkupError: a bracket without its partner, or an empty mark.
    """
    stripper = _Stripper()
    position = 0
    for token in _TOKEN.finditer(marked):
        stripper.add(marked[position : token.start()])
        stripper.read(token)
        position = token.end()
    stripper.add(marked[position:])
    return stripper.result(has_brackets="\\[" in marked)


class _Stripper:
    """The plain text so far, the marks that are open, the mentions that are closed."""

    def __init__(self) -> None:
        self._plain: list[str] = []
        self._length = 0
        self._open: list[tuple[int, tuple[str, ...], bool]] = []
        self._mentions: list[Mention] = []

    def add(self, words: str) -> None:
        self._plain.append(words)
        self._length += len(words)

    def read(self, token: re.Match[str]) -> None:
        if token.group(0).startswith("\\"):
            self.add(token.group(0)[1])
        elif token.group("ids"):
            self._open.append((self._length, tuple(token.group("ids").split("+")), bool(token.group("nominal"))))
        else:
            self._close()

    def _close(self) -> None:
        if not self._open:
            raise MarkupError(f"closing bracket without a mark after {self._seen()!r}: write \\] for a bracket")
        start, ids, is_nominal = self._open.pop()
        if start == self._length:
            raise MarkupError(f"empty mark {'+'.join(ids)} after {self._seen()!r}")
        self._mentions.append(Mention(start, self._length, ids, is_nominal))

    def _seen(self) -> str:
        return "".join(self._plain)[-40:]

    def result(self, *, has_brackets: bool) -> tuple[str, list[Mention]]:
        text = "".join(self._plain)
        if self._open:
            start, ids, _ = self._open[-1]
            raise MarkupError(f"mark {'+'.join(ids)} is not closed: ...{text[start : start + 40]!r}")
        if (stray := re.search(r"\[[^\]]{0,30}", text)) and not has_brackets:
            raise MarkupError(f"{stray.group(0)!r} is not a mark: check its letter, or write \\[ for a bracket")
        return text, sorted(self._mentions, key=lambda mention: (mention.start, -mention.end))


def parse_fact(line: str, number: int) -> FactLine:
    """Read one fact line.

    Raises:
        MarkupError: the line does not begin with a mark, or its quotes do not match.
    """
    try:
        head, *parts = shlex.split(line)
    except ValueError as error:
        raise MarkupError(f"line {number}: {error}: {line!r}") from error
    if not _ID.fullmatch(head.rstrip("?")):
        raise MarkupError(f"line {number}: a fact begins with a mark like o1, not {head!r}")
    values: dict[str, str] = {}
    optional: set[str] = set()
    for part in (part for part in parts if "=" in part):
        key, value = part.split("=", 1)
        if key.endswith("?"):
            optional.add(key)
        if key in values:
            raise MarkupError(f"line {number}: {key} is given twice: {line!r}")
        values[key] = value
    flags = frozenset(part for part in parts if "=" not in part)
    return FactLine(head.rstrip("?"), values, flags, head.endswith("?"), frozenset(optional), number)


def parse_article(source: str, name: str) -> AnnotatedArticle:
    """Read one file of the corpus.

    Raises:
        MarkupError: the file breaks the grammar.
    """
    body, separator, below = source.partition("\n---\n")
    if not separator:
        raise MarkupError("no line '---' between text and facts")
    header: dict[str, str] = {}
    rest = body.lstrip("\n")
    while found := _HEADER.match(rest):
        header[found.group(1)] = found.group(2).strip()
        rest = rest[found.end() :].lstrip("\n") if rest[found.end() :].startswith("\n\n") else rest[found.end() + 1 :]
    title = header.get("title")
    text, mentions = strip_marks(f"{title}\n\n{rest.strip()}" if title else rest.strip())
    first = source[: source.index("\n---\n") + 5].count("\n") + 1
    facts = tuple(parse_fact(line, first + i) for i, line in enumerate(below.splitlines()) if line.strip())
    return AnnotatedArticle(
        name=name,
        text=text,
        mentions=tuple(mentions),
        facts=facts,
        style=header.get("style", ""),
        published=header.get("published"),
        title=strip_marks(title)[0] if title else None,
        is_negative=header.get("negative") == "yes",
    )
