"""`make exports`: write the exports of the published warehouse, without a refresh."""

from __future__ import annotations

from orchestration.exports import Terms, export
from orchestration.lake import writer_lock
from orchestration.settings import Settings


def run_exports(settings: Settings) -> int:
    """Write each export that is not up to date, and say where it lies. Returns 0.

    Raises:
        LedgerError: nothing is published yet, or a refresh is running.
    """
    if not settings.export_formats:
        print("Nothing to export: ECOSYSTEM_EXPORTS is none")
    terms = Terms(settings.export_licence, settings.export_publisher)
    with writer_lock(settings.data_path):
        for form in settings.export_formats:
            done = export(form, settings.warehouse_path, settings.dbt_project_path, settings.exports_path, terms)
            print(f"{form:<8} {'written' if done.is_new else 'up to date'}: {done.folder} ({done.refresh_id})")
    return 0
