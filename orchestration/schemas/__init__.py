"""The tables of the lake, one class per table.

Here: column, type, key, nullability, unit and description of every table that Python writes, and the closed
lists of values that they may hold. Not here: how a row comes to be (`load`, `extract`, `normalize`), and the
published tables, which dbt contracts define (`dbt_project/models/marts`).
"""

from orchestration.schemas.base import LakeTable
from orchestration.schemas.core import CORE_TABLES
from orchestration.schemas.facts import FACT_TABLES, Selections
from orchestration.schemas.feeds import FEED_TABLES
from orchestration.schemas.operations import OPERATIONS_TABLES
from orchestration.schemas.raw import RAW_TABLES

LAKE_TABLES: tuple[type[LakeTable], ...] = (
    *FEED_TABLES,
    *RAW_TABLES,
    Selections,
    *FACT_TABLES,
    *CORE_TABLES,
    *OPERATIONS_TABLES,
)

__all__ = ["CORE_TABLES", "FACT_TABLES", "FEED_TABLES", "LAKE_TABLES", "OPERATIONS_TABLES", "RAW_TABLES", "LakeTable"]
