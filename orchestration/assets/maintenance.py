"""After publication: the lake lets go of what is too old, and keeps its files few."""

from dataclasses import asdict

import dagster as dg

from orchestration.assets.groups import OWNERS, PUBLISHED
from orchestration.assets.publication import PUBLISHED_WAREHOUSE
from orchestration.assets.workspace import Workspace
from orchestration.history import maintain, tidy


@dg.asset(
    key="lake_maintenance",
    deps=[PUBLISHED_WAREHOUSE],
    group_name=PUBLISHED,
    owners=OWNERS,
    kinds={"ducklake"},
    description="What the lake let go of at the end of the last refresh: snapshots of publications that are older than "
    "ECOSYSTEM_HISTORY_DAYS, and files that no snapshot needs.",
)
def lake_maintenance(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Expire old snapshots, merge small files, delete what nobody needs; the next refresh does what a kill left."""
    settings = workspace.settings
    done = maintain(workspace.lake, settings.history_days, is_alone=settings.lake.is_in_one_folder)
    past_days_deleted = tidy(settings.as_of_path, done.kept_refresh_ids)
    counts = {name: value for name, value in asdict(done).items() if name != "kept_refresh_ids"}
    return dg.MaterializeResult(
        metadata={
            "publications_kept": len(done.kept_refresh_ids),
            **counts,
            "past_days_deleted": past_days_deleted,
        }
    )
