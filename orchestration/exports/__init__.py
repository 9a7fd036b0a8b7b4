"""From the published warehouse to files that other programs open: Parquet, CSV, XLSX, GraphML, GEXF and JSON-LD.

Here: what each format holds and how it is written, from the published file alone, which is only read. Not here: what
the tables say (`dbt_project`), when an export runs (`assets/exports`, `cli/exports`). docs/exports.md is for readers.
"""

from orchestration.exports.run import Export, export, is_complete
from orchestration.exports.source import Terms

__all__ = ["Export", "Terms", "export", "is_complete"]
