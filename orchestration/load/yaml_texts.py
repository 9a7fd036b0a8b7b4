"""YAML as texts, lists and mappings only: no tag runs code, no alias multiplies, `no` is a word and not false."""

from __future__ import annotations

import re
from typing import Any

Texts = str | None | list["Texts"] | dict[str, "Texts"]

DEEPEST = 8
SURROGATE = re.compile("[\ud800-\udfff]")


def entries_of(content: bytes, key: str) -> list[tuple[int, Any]] | str:
    """Line and node of each item of the list below the only key `key`, or what is wrong with the file."""
    root = _composed(content)
    if isinstance(root, str):
        return root
    pairs = getattr(root, "value", None)
    if root is None or not isinstance(pairs, list) or [getattr(k, "value", None) for k, _ in _pairs(root)] != [key]:
        return f"it must hold the one key `{key}:` with a list below it"
    items = pairs[0][1]
    if not _is(items, "sequence"):
        return [] if items.value == "" else f"`{key}:` must be a list, each entry begun with `- `"
    return [(item.start_mark.line + 1, item) for item in items.value]


def mapping_of(node: Any) -> dict[str, Texts] | str:
    """The node as a mapping of texts, or what is wrong with it; no node is that of a file without content."""
    if node is None:
        return "it is empty; write lines of the form `key: value`"
    try:
        found = _plain(node, set(), 0)
    except ValueError as error:
        return str(error)
    return found if isinstance(found, dict) else "it must hold lines of the form `key: value`"


def read_mapping(content: bytes | str) -> dict[str, Texts] | str:
    """The file's one mapping, or what is wrong with it."""
    root = _composed(content)
    return root if isinstance(root, str) else mapping_of(root)


def _composed(content: bytes | str) -> Any:
    import yaml

    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        # The node graph is enough: nothing is constructed, so that no tag runs code.
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except UnicodeError:
        return "it is not text in UTF-8"
    except (yaml.YAMLError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        return f"it is not YAML{f' (line {where.line + 1})' if where else ''}"


def _plain(node: Any, seen: set[int], depth: int) -> Texts:
    """Convert nodes.

    Raises:
        ValueError: an alias (the node was there before), a key that is twice or no text, too deep nesting,
            half a character, which no table can hold.
    """
    if id(node) in seen or depth > DEEPEST:
        raise ValueError("aliases (*name) and deep nesting are not supported")
    seen.add(id(node))
    if _is(node, "sequence"):
        return [_plain(item, seen, depth + 1) for item in node.value]
    if _is(node, "mapping"):
        values: dict[str, Texts] = {}
        for key, value in node.value:
            _check_characters(str(key.value))
            if not _is(key, "scalar") or key.value in values:
                raise ValueError(f"key {str(key.value)[:40]} appears twice or is no text")
            values[key.value] = _plain(value, seen, depth + 1)
        return values
    text = str(node.value).strip()
    _check_characters(text)
    return None if text in ("", "~", "null") else text


def _check_characters(text: str) -> None:
    if SURROGATE.search(text):
        raise ValueError("it holds half a character (\\uD800 to \\uDFFF)")


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.value if _is(node, "mapping") else []


def _is(node: Any, kind: str) -> bool:
    return bool(getattr(node, "id", None) == kind)
