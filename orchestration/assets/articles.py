"""Step 1, load: files below raw/ become articles, copies of articles, or rows that say why not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from orchestration.assets.feeds import KEYS as FEED_KEYS
from orchestration.assets.groups import RAW, lake_asset, lake_result
from orchestration.assets.workspace import Workspace
from orchestration.load.articles import load_articles
from orchestration.load.models import Loaded
from orchestration.load.sandbox import read_in_sandbox
from orchestration.load.scan import scan
from orchestration.progress import Progress
from orchestration.schemas.feeds import Fetches
from orchestration.schemas.raw import ArticleCopies, Articles, Files, RejectedArticles

ARTICLES, REJECTED_ARTICLES = ["articles"], ["rejected_articles"]
KEYS = {
    Articles: ARTICLES,
    ArticleCopies: ["article_copies"],
    Files: ["raw_files"],
    RejectedArticles: REJECTED_ARTICLES,
}
FETCHED = [dg.AssetKey(FEED_KEYS[Fetches])]


@dg.multi_asset(
    name="load",
    specs=[lake_asset(table, key, RAW, {"file"}, FETCHED) for table, key in KEYS.items()],
)
def load(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Read every new or changed file below raw/; files found = accepted + meta files + rejected, counted."""
    lake = workspace.lake
    known = Loaded(*map(lake.read, KEYS))
    with Progress("load", context.log.info) as progress:
        result = load_articles(scan(workspace.settings.raw_path), known, datetime.now(UTC), progress, read_in_sandbox)
    frames = {
        Articles: result.articles,
        ArticleCopies: result.copies,
        Files: result.files,
        RejectedArticles: result.rejected,
    }
    lake.replace(frames)
    new = result.articles.join(known.articles, on="article_id", how="anti").height
    counts = {
        "new": new,
        "unchanged": result.articles.height - new,
        "files_found": result.counts.found,
        "files_read": result.counts.accepted,
        "meta_files": result.counts.meta_files,
        "files_rejected": result.counts.rejected,
    }
    for table, key in KEYS.items():
        yield lake_result(key, frames[table], **(counts if table is Articles else {}))
