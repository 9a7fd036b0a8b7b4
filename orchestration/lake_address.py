"""Where the lake is: its catalog (an SQLite file or a PostgreSQL database) and its files (a folder or a bucket).

Here: the two addresses as values, and how they are read from text. Not here: which variables hold the text
(`settings`), how DuckDB reaches them (`lake_connection`). Nothing here shows a secret: `repr` and `str` leave them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

POSTGRES_FORM = "postgresql://user:password@host:5432/database"
HOW = f"write it as {POSTGRES_FORM}, and signs such as @ / # or % in a password as %40 %2F %23 %25"
PARAMETERS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"})
"""What may follow the name of a database: the rest of libpq's options would change what the catalog means."""
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w!.*()-]+)*/?")
UrlStyle = Literal["path", "vhost"]


@dataclass(frozen=True)
class PostgresDatabase:
    """A database of a PostgreSQL server, and who asks it."""

    host: str
    port: int
    database: str
    user: str
    password: str = field(repr=False)
    parameters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, text: str) -> PostgresDatabase:
        """Read the form `POSTGRES_FORM`; signs such as @ or / in a password are written as %40 and %2F.

        Raises:
            ValueError: this is no such address; the message doesn't repeat it.
        """
        try:
            parts = urlsplit(text)
            port = parts.port or 5432
        except ValueError:  # it would name the port, which is a piece of the password if that holds a /
            raise ValueError(HOW) from None
        database = unquote(parts.path.removeprefix("/"))
        if parts.scheme not in ("postgresql", "postgres") or not (parts.hostname and parts.username and database):
            raise ValueError(HOW)
        parameters = tuple(parse_qsl(parts.query, keep_blank_values=True))
        if unknown := sorted({name for name, _ in parameters} - PARAMETERS):
            raise ValueError(f"{', '.join(unknown)} can't be set here: only {', '.join(sorted(PARAMETERS))} can")
        return cls(
            unquote(parts.hostname), port, database, unquote(parts.username), unquote(parts.password or ""), parameters
        )

    def address(self, scheme: str) -> str:
        """Return the whole address, with its password, for a client that takes nothing else."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        who = ":".join(quote(part, safe="") for part in (self.user, self.password) if part)
        options = f"?{urlencode(self.parameters)}" if self.parameters else ""
        return f"{scheme}://{who}@{host}:{self.port}/{quote(self.database, safe='')}{options}"

    def __str__(self) -> str:
        """Return what may be shown."""
        return f"postgresql://{self.host}:{self.port}/{self.database}"


@dataclass(frozen=True)
class Endpoint:
    """An S3-compatible server that is not Amazon's."""

    host: str
    has_tls: bool

    @classmethod
    def read(cls, text: str) -> Endpoint:
        """Read an address such as https://objects.example.org or http://127.0.0.1:9000.

        Raises:
            ValueError: this is no such address.
        """
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.path.strip("/"):
            raise ValueError("write it as https://host or http://host:port, without a path, a bucket or keys")
        return cls(parts.netloc, parts.scheme == "https")


@dataclass(frozen=True)
class Bucket:
    """A bucket, or a folder in one, of S3-compatible storage, and the keys to it."""

    url: str
    region: str
    access_key_id: str = field(repr=False)
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False, default="")
    endpoint: Endpoint | None = None
    url_style: UrlStyle = "vhost"

    def __str__(self) -> str:
        """Return what may be shown."""
        return self.url


def read_bucket_url(text: str) -> str:
    """Return the address of a bucket or a folder in one, with a slash at the end.

    Raises:
        ValueError: this is no such address.
    """
    if not BUCKET.fullmatch(text):
        raise ValueError("write it as s3://bucket or s3://bucket/folder, in plain letters without ? # or blanks")
    return f"{text.rstrip('/')}/"


@dataclass(frozen=True)
class LakeAddress:
    """Where a lake's catalog and its files are."""

    catalog: Path | PostgresDatabase
    files: Path | Bucket
    is_in_one_folder: bool = False
    """Whether nobody else's files are there, and both move together."""

    @classmethod
    def of(cls, place: Path | LakeAddress) -> LakeAddress:
        """Return an address as it is; of a folder, that of the lake in it."""
        if isinstance(place, Path):
            return cls(place / "catalog.sqlite", place / "files", is_in_one_folder=True)
        return place

    @property
    def files_url(self) -> str:
        """Where the Parquet files are, with a slash at the end."""
        return self.files.url if isinstance(self.files, Bucket) else f"{self.files}/"

    @property
    def is_shared(self) -> bool:
        """Return whether other machines may write to this lake."""
        return isinstance(self.catalog, PostgresDatabase)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that may never be shown."""
        catalog = (self.catalog.password,) if isinstance(self.catalog, PostgresDatabase) else ()
        keys = (self.files.secret_access_key, self.files.session_token) if isinstance(self.files, Bucket) else ()
        return tuple(filter(None, (*catalog, *keys)))

    def __str__(self) -> str:
        """Return what may be shown."""
        return f"{self.catalog} with files in {self.files}"
