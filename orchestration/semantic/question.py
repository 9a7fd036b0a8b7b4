"""A question as a person writes it: "partnerships, cross_border_share by year, kind where year >= 2020".

Here: its parts, and which dimension each word means. Not here: the answer (`answer`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orchestration.errors import LedgerError
from orchestration.semantic.definitions import Definitions, Dimension, Metric

PARTS = re.compile(
    r"\s*(?P<metrics>.+?)(?:\s+by\s+(?P<by>.+?))?(?:\s+where\s+(?P<where>.+?))?\s*", re.IGNORECASE | re.DOTALL
)
WORD_OR_TEXT = re.compile(r"'(?:[^']|'')*'|[A-Za-z_]\w*")


@dataclass(frozen=True)
class Question:
    """Which metrics, by what, and a condition in MetricFlow's words; "" for none."""

    metrics: tuple[Metric, ...]
    by: tuple[Dimension, ...]
    where: str


def read_question(text: str, definitions: Definitions) -> Question:
    """Read a question.

    Raises:
        LedgerError: a word means no metric or no dimension; the message says which there are.
    """
    parts = PARTS.fullmatch(text)
    if not parts:
        raise LedgerError('Ask for a metric, such as "partnerships by year": make metrics lists them.')
    metrics = tuple(_metric(name, definitions) for name in _names(parts["metrics"]))
    offered = _offered(metrics, definitions)
    by = _told_apart([_dimension(name, offered) for name in _names(parts["by"] or "")], offered)
    _refuse_sums_of_sums(metrics, by)
    return Question(metrics, by, _condition(parts["where"] or "", offered))


def _told_apart(by: Sequence[Dimension], offered: Mapping[str, Dimension]) -> tuple[Dimension, ...]:
    """Add ids behind names: two cities of one name are two rows, as in the reports."""
    asked = {dimension.path for dimension in by}
    found = []
    for dimension in by:
        found.append(dimension)
        key = offered.get(_path_of_id(dimension.path))
        if key and key.path not in asked:
            asked.add(key.path)
            found.append(key)
    return tuple(found)


def _path_of_id(path: str) -> str:
    """Return what tells the bearers of a name apart: "city" for "city__city_name", else the id beside the name."""
    entity, _, name = path.partition("__")
    return entity if name == f"{entity}_name" else re.sub("_name$", "_id", path) if path.endswith("_name") else ""


def _refuse_sums_of_sums(metrics: Sequence[Metric], by: Sequence[Dimension]) -> None:
    """Refuse what MetricFlow would answer by counting an agreement once for each year since."""
    if not any(dimension.is_time for dimension in by):
        for metric in metrics:
            if metric.is_cumulative:
                raise LedgerError(f"{metric.name} adds up over the years: ask it by year.")


def _names(listed: str) -> Sequence[str]:
    return listed.replace(",", " ").split()


def _metric(name: str, definitions: Definitions) -> Metric:
    if metric := definitions.by_name.get(name.lower()):
        return metric
    near = difflib.get_close_matches(name.lower(), definitions.by_name, n=3)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise LedgerError(f"There is no metric {name!r}: {hint}make metrics lists them.")


def _offered(metrics: Sequence[Metric], definitions: Definitions) -> dict[str, Dimension]:
    """Return what all the metrics can be asked by, each under its path, the first one of a name also under its name."""
    shared = definitions.dimensions_of(metrics)
    by_name = {dimension.name: dimension for dimension in reversed(shared)}
    return {dimension.path: dimension for dimension in shared} | by_name


def _dimension(name: str, offered: dict[str, Dimension]) -> Dimension:
    if dimension := offered.get(name.lower()):
        return replace(dimension, name=name.lower())
    known = ", ".join(dict.fromkeys(dimension.name for dimension in offered.values()))
    raise LedgerError(
        f"It can't be asked by {name!r}, but by: {known or 'nothing, since these metrics share nothing'}."
    )


def _condition(where: str, offered: dict[str, Dimension]) -> str:
    """Write a condition as MetricFlow reads it: names of dimensions in braces, all else as it is."""

    def in_braces(found: re.Match[str]) -> str:
        dimension = offered.get(found[0].lower())
        return _template(dimension) if dimension else found[0]

    return WORD_OR_TEXT.sub(in_braces, where)


def _template(dimension: Dimension) -> str:
    if dimension.is_time:
        return f"year({{{{ TimeDimension('{dimension.path.removesuffix('__year')}', 'year') }}}})"
    kind = "Dimension" if "__" in dimension.path else "Entity"
    return f"{{{{ {kind}('{dimension.path}') }}}}"
