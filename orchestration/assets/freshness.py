"""Which assets must be made how often: at the start, in the middle and at the end of the line, to see where it stopped.

Each refresh makes all of them, so all have the same window. Dagster's freshness daemon, which `make ui` starts,
compares it with the last materialization every 30 seconds. How old the articles themselves are is no matter of
Dagster: see `marts.source_freshness`.
"""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

from orchestration.assets.articles import ARTICLES
from orchestration.assets.feeds import KEYS as FEED_KEYS
from orchestration.schemas.feeds import Polls
from orchestration.settings import Settings

WATCHED = frozenset({dg.AssetKey(FEED_KEYS[Polls]), dg.AssetKey(ARTICLES), dg.AssetKey("published_warehouse")})


def watched(assets: list[dg.AssetsDefinition], settings: Settings) -> list[dg.AssetsDefinition]:
    """Return the assets with a policy at those that are watched."""
    policy = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=settings.freshness_hours))

    def with_policy(spec: dg.AssetSpec) -> dg.AssetSpec:
        return dg.apply_freshness_policy(spec, policy) if spec.key in WATCHED else spec

    return [each.map_asset_specs(with_policy) for each in assets]
