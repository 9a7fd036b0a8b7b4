"""JSON and JSON lines to records: lists, envelopes, one object, objects one after the other.

JSON lines are read line by line, and a broken line is only that line's problem. So is a broken element of a list where
the layout tells where the next one begins; else the rest is not read, and the rejection says so. Values that JSON does
not know (NaN) or that no number holds become null, because a field that nobody reads must not cost the article.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any

from orchestration.load.containers.record_fields import LARGEST_RECORD, FieldNames
from orchestration.load.decoding import decode
from orchestration.load.models import Problem

# A document must be in memory as a whole: where a single emoji makes every character four bytes, 31 MB took 240 MB.
LARGEST_DOCUMENT = 64 * 1024 * 1024
# Python refuses to read numbers of more than 4,300 digits; no field of an article needs more than a 64-bit one.
LONGEST_NUMBER = 20
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# Each one costs a walk through the text before it, to count its lines; an export with more is broken as a whole.
MOST_BROKEN = 1000
BETWEEN = re.compile(r"[\s,\x1e\ufeff]*")

TOO_LARGE = Problem(
    "too_large",
    f"The file is larger than {LARGEST_DOCUMENT >> 20} MB. Save it as .jsonl, which is read line by line, or split it.",
)
LONG_LINE = Problem("too_large", f"The line is longer than {LARGEST_RECORD >> 20} MB. No article is.")
TOO_DEEP = Problem("unreadable", "The record is nested too deeply to be read. Save its text as a .txt file.")
BEHIND = Problem("broken_record", "What follows the end of the list was not read. Save it as a file of its own.")
REST = " What comes after it was not read."


def read_json(content: bytes, names: FieldNames) -> Iterator[Any] | Problem:
    """The records of a JSON file."""
    if len(content) > LARGEST_DOCUMENT:
        return TOO_LARGE
    text = decode(content)
    if isinstance(text, Problem):
        return text
    found = _values(text)
    first = list(islice(found, 2))
    if len(first) == 1 and isinstance(first[0], Problem):
        return first[0]
    return _records(_chained(first, found), names)


def read_json_lines(content: bytes, names: FieldNames) -> Iterator[Any] | Problem:
    """The records of a file with one JSON value a line."""
    if content.startswith(WIDE_MARKS):
        text = decode(content)
        if isinstance(text, Problem):
            return text
        content = text.encode()
    content = content.removeprefix(codecs.BOM_UTF8)
    beginning = content[:4096].lstrip()
    if beginning.startswith(b"[") or beginning.partition(b"\n")[0].strip() == b"{":
        return read_json(content, names)  # a document that was saved under the wrong name
    return _records(_line_values(content), names)


def _parsed(text: str, line: int) -> Any:
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        return _broken(error, line)
    except RecursionError:
        return TOO_DEEP


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


# strict=False: line breaks and tabs inside of strings are common where programs glue their JSON together.
DECODER = json.JSONDecoder(parse_int=_number, parse_float=_finite, parse_constant=lambda _: None, strict=False)


def _records(found: Iterator[Any], names: FieldNames) -> Iterator[Any]:
    for value in found:
        if isinstance(value, Problem):
            yield value
        else:
            yield from names.records_in(value)


def _chained(first: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    yield from first
    yield from rest


def _values(text: str) -> Iterator[Any]:
    """The elements of the list, or the values that stand one after the other, and what is wrong with broken ones."""
    begin = _skipped(text, 0)
    in_list = text.startswith("[", begin)
    start, broken = _skipped(text, begin + in_list), 0
    while start < len(text) and not (in_list and text[start] == "]"):
        try:
            value, end = DECODER.raw_decode(text, start)
        except (json.JSONDecodeError, RecursionError) as error:
            value, broken = TOO_DEEP if isinstance(error, RecursionError) else _broken(error), broken + 1
            end = _next_value(text, start) if broken < MOST_BROKEN else len(text)
            if end == len(text):
                yield replace(value, message=value.message + REST) if start > begin else value
                return
        yield value
        start = _skipped(text, end)
    if in_list and start >= len(text):
        yield Problem("broken_record", "The list has no end: the file was cut off. Export it again.")
    elif _skipped(text, start + 1) < len(text):
        yield BEHIND


def _next_value(text: str, start: int) -> int:
    """Where the value behind a broken one begins; the end of the text where the layout does not tell.

    It tells where every value begins a line: in indented JSON the objects inside of a value are indented further, and
    without indentation a value is one line if the next line begins with an object as well.
    """
    indent = text[text.rfind("\n", 0, start) + 1 : start].replace("[", "", 1)
    if indent.strip():
        return len(text)
    if indent:
        found = text.find(f"\n{indent}{{", start)
    else:
        found = text.find("\n", start)
        found = found if text.startswith("{", found + 1) else -1
    return found + 1 if found >= 0 else len(text)


def _skipped(text: str, start: int) -> int:
    match = BETWEEN.match(text, start)
    return match.end() if match else start


def _line_values(content: bytes) -> Iterator[Any]:
    stream, number = BytesIO(content), 0
    while line := stream.readline(LARGEST_RECORD + 1):
        number += 1
        if len(line) > LARGEST_RECORD:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_RECORD)
            yield LONG_LINE
        elif line := line.strip(b"\x1e \t\r\n"):
            text = decode(line)
            yield text if isinstance(text, Problem) else _parsed(text, number)


def _broken(error: json.JSONDecodeError, line: int | None = None) -> Problem:
    where = f"line {line or error.lineno}, column {error.colno}"
    message = f"This is not JSON ({where}: {error.msg[0].lower()}{error.msg[1:]}). Export it again, or mend it there."
    return Problem("broken_record", message, error.doc[max(0, error.pos - 100) : error.pos + 100].strip() or None)
