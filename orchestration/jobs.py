"""When the line runs: the job `refresh`, its schedule and the sensor that watches raw/."""

from pathlib import Path

import dagster as dg

from orchestration.load.changes import scan_digest
from orchestration.settings import Settings

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="From raw/ to the published warehouse and its exports: "
    "load, extract, normalize, dbt build, expectations, publish, export.",
)


def daily(settings: Settings) -> dg.ScheduleDefinition:
    """Make the schedule; it runs from the first start on."""
    return dg.ScheduleDefinition(
        name="scheduled_refresh",
        job=refresh,
        cron_schedule=settings.refresh_cron,
        execution_timezone=settings.refresh_timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Refreshes at the time of ECOSYSTEM_REFRESH_CRON, also when no file changed.",
    )


def raw_files(settings: Settings) -> dg.SensorDefinition:
    """Make the sensor that starts a refresh when a file below raw/ came, went or changed."""

    @dg.sensor(
        name="raw_files_changed",
        job=refresh,
        minimum_interval_seconds=settings.sensor_seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts a refresh when names, sizes or times of the files below raw/ differ from the last look.",
    )
    def raw_files_changed(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        return look(settings.raw_path, context)

    return raw_files_changed


def look(raw_path: Path, context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Compare raw/ with the last look, and remember what is there now."""
    if not raw_path.is_dir():
        return dg.SkipReason(f"{raw_path} is missing: create it and put articles into it.")
    digest = scan_digest(raw_path)
    if digest == context.cursor:
        return dg.SkipReason("No file came, went or changed.")
    is_first_look = context.cursor is None
    context.update_cursor(digest)
    if is_first_look:
        return dg.SkipReason("First look: from now on, files that come, go or change start a refresh.")
    return dg.RunRequest()  # no run key: raw/ may return to an earlier state, and that is news too
