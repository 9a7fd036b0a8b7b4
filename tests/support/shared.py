"""A lake in a database and a bucket of its own, on the servers of the tests."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from orchestration.lake_address import Bucket, Endpoint, LakeAddress, PostgresDatabase
from tests.support.objects import KEY, KEY_ID, Objects
from tests.support.postgres import Server

_numbers = itertools.count(1)


@dataclass(frozen=True)
class SharedLake:
    """Where it is, as the code and as a user's settings say it."""

    database: str
    bucket: str
    address: LakeAddress
    settings: dict[str, str]

    @classmethod
    def create(cls, server: Server, objects: Objects) -> SharedLake:
        """Create an empty database and an empty bucket."""
        name = f"lake-{next(_numbers)}"
        catalog = server.create_database(name)
        objects.create_bucket(name)
        files = Bucket(f"s3://{name}/ledger/", "us-east-1", KEY_ID, KEY, "", Endpoint.read(objects.address), "path")
        settings = {"lake_catalog": catalog, "lake_files": files.url, **objects.settings()}
        return cls(name, name, LakeAddress(PostgresDatabase.read(catalog), files), settings)
