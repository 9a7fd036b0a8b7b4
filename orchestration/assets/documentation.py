"""Step 7, documentation: the pages that people open without SQL, made from what was published."""

import dagster as dg

from orchestration.assets.groups import OWNERS, PUBLISHED
from orchestration.assets.publication import PUBLISHED_WAREHOUSE
from orchestration.assets.workspace import Workspace
from orchestration.pages import Link, write_dbt_docs, write_start_page

LINKS = (
    Link("quality/index.html", "Quality", "What the tables must fulfil, what was observed, and the rows that failed."),
    Link("dbt_docs/index.html", "Tables and columns", "What each table and column means, and what it is built from."),
    Link("exports/", "Exports", "The tables as files for other programs."),
    Link("report/index.html", "Report", "The figures as pictures."),
    Link("refresh.log", "Log", "What the last refresh wrote."),
)


@dg.asset(
    deps=[PUBLISHED_WAREHOUSE],
    group_name=PUBLISHED,
    owners=OWNERS,
    kinds={"dbt"},
    description="Pages below the data folder: a start page, and dbt's documentation of all tables. They work offline.",
)
def documentation(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Write the pages that changed."""
    settings = workspace.settings
    manifest, page = settings.data_path / "dbt" / "manifest.json", settings.dbt_docs_path / "index.html"
    written = [
        write_dbt_docs(manifest, settings.warehouse_path, page),
        write_start_page(settings.data_path, settings.warehouse_path, LINKS),
    ]
    return dg.MaterializeResult(
        metadata={
            "start_page": dg.MetadataValue.url((settings.data_path / "index.html").as_uri()),
            "dbt_docs": dg.MetadataValue.url(page.as_uri()),
            "quality_docs": dg.MetadataValue.url((settings.quality_docs_path / "index.html").as_uri()),
            "pages_written": sum(written),
        }
    )
