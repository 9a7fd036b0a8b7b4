"""Where assets, checks, jobs, schedule, sensor and resources meet. The only place; nothing is defined here."""

from __future__ import annotations

import dagster as dg

from orchestration import jobs
from orchestration.assets.articles import load
from orchestration.assets.core import core
from orchestration.assets.dbt import DBT, Dbt
from orchestration.assets.documentation import documentation
from orchestration.assets.exports import exports
from orchestration.assets.facts import extract, triage
from orchestration.assets.feeds import poll_feeds
from orchestration.assets.freshness import watched
from orchestration.assets.maintenance import lake_maintenance
from orchestration.assets.publication import REFRESH_HISTORY, published_warehouse
from orchestration.assets.warehouse import PROJECT, warehouse
from orchestration.assets.workspace import Workspace
from orchestration.checks.expectations import expectations
from orchestration.event_log import keep_event_log_open
from orchestration.settings import Settings

settings = Settings()
keep_event_log_open()
marts = sorted(key for key in warehouse.keys if key.path[0] in {"marts", "semantic"})

defs = dg.Definitions(
    assets=[
        *watched([poll_feeds, load, published_warehouse(marts)], settings),
        *(triage, extract, core, REFRESH_HISTORY, warehouse, lake_maintenance),
        *(*exports(settings), documentation),
    ],
    asset_checks=[expectations],
    jobs=[jobs.refresh],
    schedules=[jobs.daily(settings)],
    sensors=[jobs.raw_files(settings)],
    resources={
        "workspace": Workspace.of(settings),
        "dbt": Dbt(project_dir=str(PROJECT.project_dir), dbt_executable=DBT),
    },
    executor=dg.in_process_executor,
)
