"""A PostgreSQL server of the tests' own, made from the distribution's programs in a temporary folder.

It listens on this machine only, and ends with the process that was started, by its id.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.processes import ending_with_us, free_port, started, wait_for

PASSWORD = "grün/s3cret@'x 100%"
"""Signs that have a meaning in addresses, in SQL and in connection strings, and one beyond ASCII."""
USER = "ledger"
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server, and the programs that speak to it."""

    programs: Path
    port: int
    process: subprocess.Popen[bytes]

    def crash(self) -> None:
        """End it at once, as a power cut does for those who are connected."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(START_SECONDS)

    def create_database(self, name: str) -> str:
        """Create a database; return its address, as a person writes it into a setting."""
        self.ask(f'create database "{name}"', "postgres")
        return f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{name}"

    def ask(self, sql: str, database: str) -> str:
        """What psql prints."""
        command = [str(self.programs / "psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--username", USER, "--dbname", database]
        said = subprocess.run(
            [*command, *where, "--command", sql],
            env=os.environ | {"PGPASSWORD": PASSWORD},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr
        return said.stdout.strip()


def programs() -> Path | None:
    """The newest server that is installed, or none."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.environ.get("PATH", "").split(os.pathsep))]
    return next((folder for folder in sorted(found, key=_version, reverse=True) if _is_whole(folder)), None)


@contextmanager
def server() -> Iterator[Server]:
    """Make and start a server; at the end it and its folder are gone."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="ledger-pg-"))
    try:
        data, port = _made(found, folder), free_port()
        command = [str(found / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=60"]
        log = folder.parent / f"{folder.name}.log"
        with started([*_as_nobody(), *ending_with_us(), *command, *options], _environment(), log) as process:
            running = Server(found, port, process)
            ready = [str(found / "pg_isready"), "--host", "127.0.0.1", "--port", str(port), "--quiet"]
            wait_for(lambda: subprocess.run(ready, check=False).returncode == 0, START_SECONDS, every=0.1)
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


def _made(found: Path, folder: Path) -> Path:
    word = folder / "password"
    word.write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:  # the server refuses to run as root
        for path in (folder, word):
            shutil.chown(path, "nobody")
    made = subprocess.run(
        [
            *(*_as_nobody(), str(found / "initdb"), "--pgdata", str(folder / "data"), "--username", USER),
            *(
                "--auth",
                "scram-sha-256",
                "--pwfile",
                str(word),
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
            ),
        ],
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return folder / "data"


def _as_nobody() -> list[str]:
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _is_whole(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("initdb", "postgres", "psql", "pg_isready"))
