"""Where in a YAML file a value stands, so that a mistake can be reported with its line.

Here: pydantic's locations to lines, and keys that are written twice (which YAML lets pass, the last one winning).
Not here: what the values mean (`suites`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml


@dataclass
class Lines:
    """Lines of the values of one YAML file."""

    root: yaml.Node | None
    repeated: list[str] = field(default_factory=list)

    def find(self, location: Sequence[int | str]) -> tuple[int, str | None]:
        """Return the line of the deepest value on the way to a location, and the name of the entry around it."""
        node, line, name = self.root, 1, None
        for part in location:
            child = _child(node, part)
            if child is None:
                break
            line = child[0].start_mark.line + 1
            node = child[1]
            name = _name(node) or name
        return line, name


def lines_of(root: yaml.Node | None) -> Lines:
    """Index a composed YAML file."""
    lines = Lines(root)
    lines.repeated.extend(_repeated(root))
    return lines


def _child(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    return None


def _name(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        return next((value.value for key, value in node.value if key.value == "name"), None)
    return None


def _repeated(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _repeated(child)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"line {key.start_mark.line + 1}: {key.value}"
            seen.add(key.value)
            yield from _repeated(value)
