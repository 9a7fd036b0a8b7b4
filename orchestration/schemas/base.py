"""What every table of the lake has in common: its place in the lake and its grain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import dataframely as dy
import polars as pl


class LakeTable(dy.Schema):
    """A table of the lake. The docstring of a subclass is the table's description and ends in its grain."""

    lake_schema: ClassVar[str]
    lake_name: ClassVar[str]

    @classmethod
    def qualified_name(cls) -> str:
        """`schema.table`, as the lake and dbt's sources spell it."""
        return f"{cls.lake_schema}.{cls.lake_name}"


def one_of(values: tuple[str, ...]) -> Callable[[pl.Expr], pl.Expr]:
    """A column check: the value is in a closed list of `schemas.terms`."""

    def is_known_term(column: pl.Expr) -> pl.Expr:
        return column.is_in(values)

    return is_known_term


def identifier(description: str, **options: Any) -> dy.String:
    """A stable text id: a short hash of raw values (see `schemas.ids`)."""
    return dy.String(description=description, regex=r"^[a-z]+_[0-9a-f]{16}$", **options)
