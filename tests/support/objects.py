"""S3-compatible storage of the tests' own: moto's server, in a process of its own, on this machine only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener
from xml.etree import ElementTree as ET

from tests.support.processes import ending_with_us, free_port, started, wait_for

KEY_ID, KEY = "AKIALEDGER", "o/bject+S3cret=key"
START_SECONDS = 60
_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Objects:
    """A running server."""

    address: str
    log: Path

    def create_bucket(self, name: str) -> None:
        """Create a bucket."""
        self._ask("PUT", f"/{name}")

    def keys(self, bucket: str) -> list[str]:
        """The names of the objects in a bucket."""
        listing = ET.fromstring(self._ask("GET", f"/{bucket}?list-type=2&max-keys=1000"))
        return [str(key.text) for key in listing.iterfind("{*}Contents/{*}Key")]

    def settings(self) -> dict[str, str]:
        """The settings of a user of this server."""
        return {"s3_endpoint": self.address, "s3_access_key_id": KEY_ID, "s3_secret_access_key": KEY}

    def _ask(self, method: str, path: str) -> bytes:
        with _direct.open(Request(self.address + path, method=method), timeout=60) as answer:
            return bytes(answer.read())


@contextmanager
def objects(folder: Path) -> Iterator[Objects]:
    """Start a server that keeps its objects in memory; its log lies in a folder."""
    port = free_port()
    running = Objects(f"http://127.0.0.1:{port}", folder / "objects.log")
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with started([*ending_with_us(), *command], dict(os.environ), running.log):
        wait_for(lambda: _is_up(running), START_SECONDS, every=0.1)
        yield running


def _is_up(running: Objects) -> bool:
    """The object storage answers"""
    try:
        running._ask("GET", "/")
    except (URLError, ConnectionError):
        return False
    return True
