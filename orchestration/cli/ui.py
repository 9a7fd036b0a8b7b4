"""The Dagster UI with the daemon that runs the schedule and the sensor, on this machine's loopback address."""

from __future__ import annotations

import os
import sys

from orchestration.settings import PROJECT_DIR, Settings


def serve(settings: Settings) -> int:
    """Replace this process by `dagster dev`; end it with Ctrl-C."""
    (settings.data_path / "dagster").mkdir(parents=True, exist_ok=True)
    print(f"The Dagster UI is on http://127.0.0.1:{settings.ui_port} (Ctrl-C ends it).", flush=True)
    os.chdir(PROJECT_DIR)
    os.execv(  # noqa: S606  no shell is the point: nothing to quote
        sys.executable,
        [
            *(sys.executable, "-m", "dagster", "dev", "--module-name", "orchestration.definitions"),
            *("--host", "127.0.0.1", "--port", str(settings.ui_port), "--log-level", "warning"),
        ],
    )
