"""Step 1, load: files below raw/ become articles, or rows that say why not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from orchestration.assets.groups import RAW, lake_asset, lake_result
from orchestration.assets.workspace import Workspace
from orchestration.load import load_articles, scan
from orchestration.progress import Progress
from orchestration.schemas.raw import Articles, RejectedArticles

ARTICLES, REJECTED_ARTICLES = ["articles"], ["rejected_articles"]


@dg.multi_asset(
    name="load",
    specs=[
        lake_asset(Articles, ARTICLES, RAW, {"file"}, []),
        lake_asset(RejectedArticles, REJECTED_ARTICLES, RAW, {"file"}, []),
    ],
)
def load(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Read every file below raw/; input = articles + meta files + rejected, counted."""
    known = workspace.lake.read(Articles)
    with Progress("load", context.log.info) as progress:
        result = load_articles(scan(workspace.settings.raw_path), known, datetime.now(UTC), progress)
    workspace.lake.replace({Articles: result.articles, RejectedArticles: result.rejected})
    new = result.articles.join(known, on="article_id", how="anti").height
    yield lake_result(
        ARTICLES, result.articles, new=new, unchanged=result.articles.height - new, files=result.counts.found
    )
    yield lake_result(REJECTED_ARTICLES, result.rejected)
