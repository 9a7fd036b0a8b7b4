"""From the candidate that dbt built to the file that people query: proof of checks, refresh history, one rename.

Here: everything that touches next.duckdb and warehouse.duckdb outside dbt and the expectations. Not here: what the
tables hold (`dbt_project`), what must be true of them (`quality`).
"""

from orchestration.publish.candidate import Candidate
from orchestration.publish.contents import refuse_newer_warehouse
from orchestration.publish.publication import Publication, publish
from orchestration.publish.published_ids import published_ids, remember_ids

__all__ = ["Candidate", "Publication", "publish", "published_ids", "refuse_newer_warehouse", "remember_ids"]
