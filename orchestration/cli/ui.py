"""The Dagster UI with the daemon that runs the schedule and the sensor, on this machine's loopback address."""

from __future__ import annotations

import os
import socket
import sys

from orchestration.errors import LedgerError
from orchestration.settings import PROJECT_DIR, Settings


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LedgerError(
                f"Port {port} is taken, perhaps by a UI that runs already: open http://127.0.0.1:{port}, "
                "or set ECOSYSTEM_UI_PORT to another one."
            ) from error


def serve(settings: Settings) -> int:
    """Replace this process by `dagster dev`; end it with Ctrl-C."""
    _refuse_taken_port(settings.ui_port)
    (settings.data_path / "dagster").mkdir(parents=True, exist_ok=True)
    print(f"The Dagster UI is on http://127.0.0.1:{settings.ui_port} (Ctrl-C ends it).", flush=True)
    os.chdir(PROJECT_DIR)
    os.environ.setdefault("PYTHONWARNINGS", "ignore")  # of Dagster about itself
    os.execv(  # noqa: S606  no shell is the point: nothing to quote
        sys.executable,
        [
            *(sys.executable, "-m", "dagster", "dev", "--module-name", "orchestration.definitions"),
            *("--host", "127.0.0.1", "--port", str(settings.ui_port), "--log-level", "warning"),
        ],
    )
