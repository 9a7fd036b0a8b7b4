"""Several names that were taken for one: "Moe College, Halden" is two bodies where both are named elsewhere.

Here: cutting such a name into its parts, and "Halden's Role in Business" after the owner. Not here: where names begin
and end otherwise (`edges`, `mending`), lists of mentions (`siblings`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from orchestration.extract.student.span import Span
from orchestration.extract.student.tokens import Encoded
from orchestration.language.names import fold

LISTED = frozenset({"organization", "program"})
_BETWEEN = re.compile(r",? and |, | & ")
_JOINED = re.compile(r"(?<=\w)[-–/](?=\w)")
_OWNER = re.compile(r"(.+?)['’](?:s |(?<=s['’]) )")


def split_lists(spans: Sequence[Span], encoded: Encoded) -> list[Span]:
    """Cut a name between its parts where each of them is the whole name of another mention, in order.

    None of 3,006 names of the annotated corpus that have "and", "&" or a comma consists of names of its article, none
    of 3,567 that have a hyphen or a slash does, and none of 560 that have an apostrophe begins
    with the name of somebody else and ends with what that one owns.
    """
    names = Counter(fold(span.text) for span in spans if span.layer in LISTED and not _BETWEEN.search(span.text))
    spans = [_owner(span, names, encoded) for span in spans]
    found = [each for span in spans for each in (_parts(span, names, encoded) if span.layer in LISTED else [span])]
    return sorted(found, key=lambda span: (span.start, -span.end, span.layer))


def _owner(span: Span, names: Counter[str], encoded: Encoded) -> Span:
    """Return an organization without what it owns: headlines put both in capitals.

    One word may well be a part of a name ("Octavian's Robots").
    """
    found = _OWNER.match(span.text) if span.layer == "organization" else None
    if not found or " " not in found[1] or fold(found[1]) not in names:
        return span
    return span.part(encoded, 0, found.end(1))


def _parts(span: Span, names: Counter[str], encoded: Encoded) -> Iterator[Span]:
    between = _JOINED if _may_be_joined(span, names) else _BETWEEN
    cuts = [found.span() for found in between.finditer(span.text)]
    edges = [*zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(span.text)], strict=True)]
    if not cuts or not all(fold(span.text[start:end]) in names for start, end in edges):
        yield span
        return
    for start, end in edges:
        yield span.part(encoded, start, end)


def _may_be_joined(span: Span, names: Counter[str]) -> bool:
    """True for "SNU-NAVER", said once: two words, one an abbreviation. "Air France-KLM" is a body of its own."""
    parts = _JOINED.split(span.text)
    return (
        span.layer == "organization"
        and len(parts) > 1
        and " " not in span.text
        and any(part.isupper() for part in parts)
        and names[fold(span.text)] == 1
    )
