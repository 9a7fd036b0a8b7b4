"""The UI in a real browser and its daemon: what starts by hand, by the clock and by a new file runs green."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.assets.groups import CORE, FACTS, MARTS, PUBLISHED, RAW, REPORTS, STAGING
from tests.support.dagster_ui import DagsterUI, was_started_by, was_started_by_hand
from tests.support.processes import STOP_SECONDS, free_port, session_members, started, wait_for
from tests.support.refreshes import environment, run, write_article
from tests.support.warehouses import one

GROUPS = [RAW, FACTS, CORE, STAGING, MARTS, REPORTS, PUBLISHED]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
START_SECONDS, RUN_SECONDS = 180, 420
"""Idle, the UI is up in 10 s and a run takes 25 s; the rest is for crowded machines."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one article in raw/, and data/ for what comes of it."""
    folder = tmp_path_factory.mktemp("ui")
    write_article(folder / "raw", "first.txt", "The first article")
    return folder


@pytest.fixture(scope="module")
def ui(folder: Path) -> Iterator[DagsterUI]:
    """`make ui` with a schedule that fires every other minute and a sensor that looks every five seconds."""
    port, log = free_port(), folder / "ui.log"
    command = [sys.executable, "-m", "orchestration", "ui"]
    timing = {"ui_port": port, "refresh_cron": "*/2 * * * *", "sensor_seconds": 5}
    with started(command, environment(folder / "raw", folder / "data", **timing), log) as process:
        ui = DagsterUI(port, log)
        try:
            wait_for(lambda: ui.is_up() or process.poll() is not None, START_SECONDS)
            assert process.poll() is None
        except AssertionError as error:
            raise AssertionError(log.read_text()[-3000:]) from error
        yield ui
    # A run that the schedule has just started ends with its parent, and takes a moment to do so.
    wait_for(lambda: session_members(process.pid) == [], STOP_SECONDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A real browser without a window."""
    if CHROMIUM is None:
        pytest.skip("no browser: install chromium (apt-get install chromium) to test the UI in one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def test_materialize_all_runs_green_and_the_checks_show(ui: DagsterUI, browser: object, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 2200, "height": 1100})  # type: ignore[attr-defined]
    page.set_default_timeout(START_SECONDS * 1000)
    page.goto(f"{ui.address}/asset-groups")
    for group in GROUPS:
        page.get_by_text(group, exact=True).first.wait_for()
    page.screenshot(path=folder / "lineage.png")
    page.get_by_role("button", name="Materialize all").click()
    ui.wait_for_success(was_started_by_hand, RUN_SECONDS)
    page.goto(f"{ui.address}/assets/marts/dim_programs?view=checks")
    page.get_by_text("expectations", exact=True).first.click()
    page.get_by_text("program_kind_is_known").first.wait_for()
    page.get_by_text("Passed").first.wait_for()
    page.screenshot(path=folder / "checks.png")
    assert page.get_by_text("Failed", exact=True).count() == 0


def test_the_schedule_fires(ui: DagsterUI, folder: Path) -> None:
    ui.wait_for_success(was_started_by("schedule", "scheduled_refresh"), RUN_SECONDS)
    assert one(folder / "data" / "warehouse.duckdb", "select count(*) from marts.dim_articles") >= 1


def test_the_line_is_fresh_and_the_doctor_sees_it(ui: DagsterUI, folder: Path) -> None:
    ui.wait_for_success(was_started_by("schedule", "scheduled_refresh"), RUN_SECONDS)
    fresh = dict.fromkeys(("feed_polls", "articles", "published_warehouse"), "HEALTHY")
    wait_for(lambda: ui.freshness() == fresh, RUN_SECONDS, every=2)
    port = int(ui.address.rpartition(":")[2])
    command = [sys.executable, "-m", "orchestration", "doctor", "--json"]
    done = run(command, folder / "raw", folder / "data", ui_port=port, sensor_seconds=5)
    found = {each["subject"]: each for each in json.loads(done.stdout)["findings"]}
    watched = ("daemons", "scheduled_refresh", "raw_files_changed", "last refresh", "warehouse")
    assert [found[name]["state"] for name in watched] == ["ok"] * len(watched), done.stdout
    assert "success" in found["scheduled_refresh"]["says"]


def test_a_new_file_starts_a_refresh(ui: DagsterUI, folder: Path) -> None:
    by_sensor = was_started_by("sensor", "raw_files_changed")
    assert not any(by_sensor(run) for run in ui.runs())  # the first look only remembers what is there
    write_article(folder / "raw", "second.txt", "The second article")
    ui.wait_for_success(by_sensor, RUN_SECONDS)
    assert one(folder / "data" / "warehouse.duckdb", "select count(*) from marts.dim_articles") == 2
