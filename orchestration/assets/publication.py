"""Step 7, publish: the checked warehouse takes the place of the published one, by one rename."""

from datetime import UTC, datetime

import dagster as dg

from orchestration.assets.groups import CORE, OWNERS, PUBLISHED
from orchestration.assets.workspace import Workspace
from orchestration.publish import publish, remember_ids

PUBLISHED_WAREHOUSE = dg.AssetKey("published_warehouse")
REFRESH_HISTORY = dg.AssetSpec(
    "refresh_history",
    description="Publications so far, from the lake. Grain: one row per refresh that changed what is published.",
    group_name=CORE,
    owners=OWNERS,
    kinds={"ducklake"},
)


def published_warehouse(marts: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """Make the asset that publishes; it waits for every mart and, within a run, for their blocking checks."""

    @dg.asset(
        key=PUBLISHED_WAREHOUSE,
        deps=marts,
        group_name=PUBLISHED,
        owners=OWNERS,
        kinds={"duckdb"},
        description="The DuckDB file that people query: the last build that passed every test and expectation.",
    )
    def publish_warehouse(workspace: Workspace) -> dg.MaterializeResult[None]:
        """Publish the candidate if it passed its checks and differs from what is published."""
        result = publish(workspace.candidate, workspace.settings.warehouse_path, workspace.lake, datetime.now(UTC))
        if result.is_changed:
            remember_ids(workspace.lake, workspace.settings.warehouse_path)
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(str(workspace.settings.warehouse_path)),
                "changed": result.is_changed,
                "articles": result.article_count,
                "new_articles": result.new_article_count,
                "facts": result.fact_count,
                "issues": result.issue_count,
            }
        )

    return publish_warehouse
