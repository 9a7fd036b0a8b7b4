"""Addresses of a lake: what is written comes back, what is wrong is refused, and no secret is ever shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.lake_address import Bucket, Endpoint, LakeAddress, PostgresDatabase, read_bucket_url
from orchestration.lake_connection import without_secrets

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
DATABASE = PostgresDatabase("db.example.org", 6432, "lake", "ledger", "p@ss/w:rd#1%", (("sslmode", "require"),))
BUCKET = Bucket("s3://lake/ledger/", "eu-west-1", "AKIA1", "k/e+y=2", "t0ken")


@given(WORDS, WORDS, WORDS)
def test_an_address_comes_back_whatever_signs_are_in_it(user: str, password: str, database: str) -> None:
    address = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@h:1/{quote(database, safe='')}"
    read = PostgresDatabase.read(address)
    assert (read.user, read.password, read.database) == (user, password, database)
    assert PostgresDatabase.read(read.address("postgresql")) == read


def test_the_whole_address_is_there_for_clients_that_need_it() -> None:
    assert DATABASE.address("postgresql+psycopg2") == (
        "postgresql+psycopg2://ledger:p%40ss%2Fw%3Ard%231%25@db.example.org:6432/lake?sslmode=require"
    )
    assert replace(DATABASE, host="::1", parameters=()).address("postgresql").endswith("@[::1]:6432/lake")


@pytest.mark.parametrize(
    "wrong",
    [
        "mysql://ledger:s3cret@host/lake",
        "postgresql://ledger:s3cret@host",
        "postgresql://host/lake?password=s3cret",
        "postgresql://ledger:s3cret/more@host/lake",
        "postgresql://ledger:s3cret#more@host/lake",
        "host=h dbname=lake password=s3cret",
        "postgresql://ledger:s3cret@host/lake?options=-csearch_path%3Dother",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"write it as postgresql://|can't be set here") as refused:
        PostgresDatabase.read(wrong)
    assert "s3cret" not in str(refused.value)
    assert "more" not in str(refused.value)


@pytest.mark.parametrize("wrong", ["s3://", "s3://Lake", "s3://lake?x=1", "s3:/lake", "https://lake/x", "s3://a b/c"])
def test_what_is_no_bucket_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="write it as s3://bucket"):
        read_bucket_url(wrong)


def test_buckets_end_with_a_slash() -> None:
    assert read_bucket_url("s3://lake") == "s3://lake/"
    assert read_bucket_url("s3://lake/of/facts/") == "s3://lake/of/facts/"


@pytest.mark.parametrize("wrong", ["127.0.0.1:9000", "http://key:secret@host", "https://host/bucket", "ftp://host"])
def test_what_is_no_endpoint_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="write it as https://host"):
        Endpoint.read(wrong)


def test_the_scheme_of_an_endpoint_says_whether_it_has_tls() -> None:
    assert Endpoint.read("http://127.0.0.1:9000") == Endpoint("127.0.0.1:9000", has_tls=False)
    assert Endpoint.read("https://objects.example.org/") == Endpoint("objects.example.org", has_tls=True)


def test_no_secret_is_shown() -> None:
    address = LakeAddress(DATABASE, BUCKET)
    assert address.secrets == ("p@ss/w:rd#1%", "k/e+y=2", "t0ken")
    for shown in (repr(address), str(address), without_secrets(f"no: {' '.join(address.secrets)}", address)):
        assert [secret for secret in address.secrets if secret in shown] == []


def test_a_lake_in_a_folder_has_catalog_and_files_there() -> None:
    address = LakeAddress.of(Path("/somewhere"))
    assert (address.catalog, address.files_url) == (Path("/somewhere/catalog.sqlite"), "/somewhere/files/")
    assert not address.is_shared
    assert LakeAddress.of(address) is address
