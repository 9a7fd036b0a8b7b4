"""Step 3, normalize: the facts of single articles become entities, dates, numbers and places."""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.articles import ARTICLES
from orchestration.assets.facts import KEYS as FACT_KEYS
from orchestration.assets.groups import CORE, lake_asset, lake_result
from orchestration.assets.workspace import Workspace
from orchestration.normalize.corrections import Corrections
from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.past import Past
from orchestration.normalize.ror_names import with_ror
from orchestration.normalize.ror_reference import read_reference
from orchestration.normalize.run import normalize
from orchestration.publish import published_ids
from orchestration.schemas.core import CORE_TABLES
from orchestration.schemas.facts import KIND_OF_FACT
from orchestration.schemas.raw import ArticleCopies, Articles

KEYS = {table: ["core", table.lake_name] for table in CORE_TABLES}
DEPS = [dg.AssetKey(ARTICLES), *(dg.AssetKey(FACT_KEYS[table]) for table in KIND_OF_FACT.values())]


@dg.multi_asset(
    name="normalize",
    specs=[lake_asset(table, key, CORE, {"polars"}, DEPS) for table, key in KEYS.items()],
)
def core(workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Normalize all facts; a fact that can't be normalized becomes a rejected claim with its reason."""
    facts = {kind: workspace.lake.read(table) for kind, table in KIND_OF_FACT.items()}
    lookups = with_ror(Lookups.load(), read_reference(workspace.settings.ror_path))
    known = published_ids(workspace.lake, workspace.settings.warehouse_path)
    past = Past(known, workspace.lake.read(ArticleCopies))
    corrections = Corrections.load().with_own(workspace.settings.corrections_path)
    frames = normalize(workspace.lake.read(Articles), facts, lookups, corrections, past)
    workspace.lake.replace({table: frames[table.lake_name] for table in CORE_TABLES})
    for table, key in KEYS.items():
        yield lake_result(key, frames[table.lake_name])
