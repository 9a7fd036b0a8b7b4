"""What the YAML files of dbt's semantic models and metrics say, without dbt and without MetricFlow.

Here: the names, the descriptions, and by what a metric can be asked. Not here: how a metric is computed; MetricFlow
reads that from dbt's manifest (`answer`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

NO_TIME = "no_time"
"""The time dimension of rows without a time of their own; MetricFlow asks for one, and its values are all null."""
NOT_COUNTED = " Does not count "


@dataclass(frozen=True)
class Dimension:
    """Something to ask by: `name` as a person writes it, `path` as MetricFlow does."""

    name: str
    path: str
    is_time: bool


@dataclass(frozen=True)
class SemanticModel:
    """One table as metrics see it.

    Entities are (name, whether its rows are these entities), dimensions (name, whether it is a time), in the order of
    the file; keys are the entities that have a column.
    """

    name: str
    table: str
    entities: tuple[tuple[str, bool], ...]
    keys: tuple[str, ...]
    dimensions: tuple[tuple[str, bool], ...]
    measures: tuple[str, ...]
    has_time: bool


@dataclass(frozen=True)
class Metric:
    """A metric; `inputs` are the measures or metrics that it is computed from, a cumulative one adds up over years."""

    name: str
    label: str
    counts: str
    does_not_count: str
    inputs: tuple[str, ...]
    topic: str
    is_cumulative: bool


@dataclass(frozen=True)
class Definitions:
    """All semantic models and metrics, in the order of their files."""

    models: tuple[SemanticModel, ...]
    metrics: tuple[Metric, ...]

    @cached_property
    def by_name(self) -> dict[str, Metric]:
        """The metrics by name."""
        return {metric.name: metric for metric in self.metrics}

    def models_of(self, metric: Metric) -> tuple[SemanticModel, ...]:
        """Return the models whose measures a metric is computed from, in order, each once."""
        found = [model for name in metric.inputs for model in self._models_with(name)]
        return tuple(dict.fromkeys(found))

    def dimensions_of(self, metrics: Sequence[Metric]) -> tuple[Dimension, ...]:
        """Return what metrics can be asked by together: their own first, then one join away.

        Several may have the same name; it means the first of them.
        """
        models = dict.fromkeys(model for metric in metrics for model in self.models_of(metric))
        offers = [tuple(self._offers(model)) for model in models]
        common = set.intersection(*({dimension.path for dimension in offer} for offer in offers))
        return tuple(dict.fromkeys(dimension for dimension in offers[0] if dimension.path in common))

    def _models_with(self, name: str) -> Iterator[SemanticModel]:
        yield from (model for model in self.models if name in model.measures)
        if metric := self.by_name.get(name):
            yield from self.models_of(metric)

    def _offers(self, model: SemanticModel) -> Iterator[Dimension]:
        if model.has_time:
            yield Dimension("year", "metric_time__year", is_time=True)
        for entity, is_own in sorted(model.entities, key=lambda entity: not entity[1]):
            owner = model if is_own else next(other for other in self.models if (entity, True) in other.entities)
            yield from _dimensions(owner, entity)
            if entity in owner.keys:
                yield Dimension(f"{entity}_id", entity, is_time=False)


def read_definitions(folder: Path) -> Definitions:
    """Read the YAML files of a folder of dbt models."""
    files = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}
    return Definitions(
        tuple(_model(model) for file in files.values() for model in file.get("semantic_models", [])),
        tuple(_metric(metric, topic) for topic, file in files.items() for metric in file.get("metrics", [])),
    )


def _dimensions(model: SemanticModel, entity: str) -> Iterator[Dimension]:
    for name, is_time in model.dimensions:
        path = f"{entity}__{name}"
        if is_time:
            yield Dimension("year", f"{path}__year", is_time=True)
            yield Dimension(name, f"{path}__year", is_time=True)
        else:
            yield Dimension(name, path, is_time=False)


def _model(model: dict[str, Any]) -> SemanticModel:
    own = [(model["primary_entity"], True)] if "primary_entity" in model else []
    return SemanticModel(
        name=model["name"],
        table=model["model"].removeprefix("ref('").removesuffix("')"),
        entities=(*own, *((entity["name"], entity["type"] == "primary") for entity in model["entities"])),
        keys=tuple(entity["name"] for entity in model["entities"]),
        dimensions=tuple(
            (dimension["name"], dimension["type"] == "time")
            for dimension in model["dimensions"]
            if dimension["name"] != NO_TIME
        ),
        measures=tuple(measure["name"] for measure in model["measures"]),
        has_time=model["defaults"]["agg_time_dimension"] != NO_TIME,
    )


def _metric(metric: dict[str, Any], topic: str) -> Metric:
    counts, _, does_not_count = " ".join(metric["description"].split()).partition(NOT_COUNTED)
    return Metric(
        name=metric["name"],
        label=metric["label"],
        counts=counts.removeprefix("Counts "),
        does_not_count=does_not_count,
        inputs=tuple(_inputs(metric["type_params"])),
        topic=topic,
        is_cumulative=metric["type"] == "cumulative",
    )


def _inputs(parameters: dict[str, Any]) -> Iterator[str]:
    if measure := parameters.get("measure"):
        yield measure if isinstance(measure, str) else measure["name"]
    yield from (parameters[side] for side in ("numerator", "denominator") if side in parameters)
    yield from parameters.get("metrics", [])
