"""Step 2, extract: articles become facts with the sentence that proves each, one asset per kind of fact."""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.articles import ARTICLES
from orchestration.assets.articles import KEYS as RAW_KEYS
from orchestration.assets.groups import FACTS, lake_asset, lake_result
from orchestration.assets.workspace import Workspace
from orchestration.extract.backlog import done_and_pending, merged
from orchestration.extract.engines import load_engine
from orchestration.extract.run import extract_articles
from orchestration.extract.selection import select_articles, selected
from orchestration.extract.workers import workers
from orchestration.progress import Progress
from orchestration.schemas import LakeTable
from orchestration.schemas.facts import FACT_TABLES, KIND_OF_FACT, Selections
from orchestration.schemas.raw import ArticleCopies, Articles

KEYS: dict[type[LakeTable], list[str]] = {table: [table.lake_name] for table in FACT_TABLES} | {
    table: [f"{kind}_facts"] for kind, table in KIND_OF_FACT.items()
}


SELECTIONS = ["selections"]


@dg.multi_asset(
    name="triage",
    specs=[
        lake_asset(
            Selections,
            SELECTIONS,
            FACTS,
            {"python"},
            [dg.AssetKey(RAW_KEYS[each]) for each in (Articles, ArticleCopies)],
        )
    ],
)
def triage(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Decide which articles are read: no copies, no other languages, none that can hold no facts."""
    lake = workspace.lake
    selections = select_articles(lake.read(Articles), lake.read(ArticleCopies))
    lake.replace({Selections: selections})
    counts = selections["decision"].value_counts().sort("decision")
    return lake_result(SELECTIONS, selections, **dict(counts.iter_rows()))


@dg.multi_asset(
    name="extract",
    specs=[
        lake_asset(table, key, FACTS, {"python"}, [dg.AssetKey(ARTICLES), dg.AssetKey(SELECTIONS)])
        for table, key in KEYS.items()
    ],
)
def extract(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Extract what the current engine has not read yet; facts of articles that are gone go too."""
    lake = workspace.lake
    engine = load_engine(workspace.engine)
    articles = selected(lake.read(Articles), lake.read(Selections))
    before = {table: lake.read(table) for table in FACT_TABLES}
    done, pending = done_and_pending(articles, before, engine)
    with Progress("extract", context.log.info) as progress, workers(workspace.engine) as helpers:
        after = merged(done, extract_articles(engine, pending, progress, helpers.read))
    lake.replace(after)
    for table, key in KEYS.items():
        yield lake_result(
            key, after[table], extracted_articles=pending.height, engine=f"{engine.name} {engine.version}"
        )
