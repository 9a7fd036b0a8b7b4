"""HTML pages below the data folder, for people who look without SQL: dbt's documentation and the start page.

Here: what is on them (`dbt_docs`, `start`) and writing a page whole or not at all (`writing`). They load nothing from
elsewhere. Not here: the pages of the expectations (`quality.site`), and when pages are made (`assets.documentation`).
"""

from orchestration.pages.dbt_docs import write_dbt_docs
from orchestration.pages.start import Link, write_start_page

__all__ = ["Link", "write_dbt_docs", "write_start_page"]
