"""The settings of a lake elsewhere: which variables are read, and what is said about wrong ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestration.cli import main
from orchestration.cli.unchanged import fingerprint
from orchestration.lake_address import Bucket, Endpoint, PostgresDatabase
from orchestration.settings import PROJECT_DIR, Settings

CATALOG = "postgresql://ledger:s3cret@db:5432/lake"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIA1", "AWS_SECRET_ACCESS_KEY": "k3y"}


@pytest.fixture(autouse=True)
def _a_clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("ECOSYSTEM_", "AWS_")):
            monkeypatch.delenv(name)


def set_all(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_without_settings_the_lake_is_in_the_data_folder(tmp_path: Path) -> None:
    lake = Settings(data_dir=tmp_path).lake
    assert (lake.catalog, lake.files) == (tmp_path / "lake" / "catalog.sqlite", tmp_path / "lake" / "files")


def test_catalog_and_files_are_set_each_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_all(monkeypatch, ECOSYSTEM_LAKE_FILES="shared/files")
    assert Settings(data_dir=tmp_path).lake.files == PROJECT_DIR / "shared" / "files"
    assert not Settings(data_dir=tmp_path).lake.is_shared
    set_all(monkeypatch, ECOSYSTEM_LAKE_CATALOG=CATALOG)
    assert Settings(data_dir=tmp_path).lake.catalog == PostgresDatabase("db", 5432, "lake", "ledger", "s3cret")


def test_the_standard_variables_of_aws_are_read_and_ours_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, **KEYS, ECOSYSTEM_LAKE_FILES="s3://lake/x", AWS_DEFAULT_REGION="eu-west-1")
    set_all(monkeypatch, AWS_SESSION_TOKEN="t0ken")
    assert Settings().lake.files == Bucket("s3://lake/x/", "eu-west-1", "AKIA1", "k3y", "t0ken")
    set_all(monkeypatch, AWS_ENDPOINT_URL="http://one:1", ECOSYSTEM_S3_ENDPOINT="http://two:2")
    set_all(monkeypatch, ECOSYSTEM_S3_REGION="here")
    files = Settings().lake.files
    assert isinstance(files, Bucket)
    assert (files.endpoint, files.region, files.url_style) == (Endpoint("two:2", has_tls=False), "here", "path")
    set_all(monkeypatch, ECOSYSTEM_S3_URL_STYLE="vhost")
    files = Settings().lake.files
    assert isinstance(files, Bucket)
    assert files.url_style == "vhost"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        (
            {"ECOSYSTEM_LAKE_CATALOG": "mysql://u:s3cret@h/d"},
            "ECOSYSTEM_LAKE_CATALOG is not valid. Write it as postgresql://",
        ),
        (
            {"ECOSYSTEM_DAGSTER_DATABASE": "s3cret"},
            "ECOSYSTEM_DAGSTER_DATABASE is not valid. Write it as postgresql://",
        ),
        ({"ECOSYSTEM_LAKE_FILES": "s3://Lake"}, "ECOSYSTEM_LAKE_FILES is 's3://Lake'. Write it as s3://bucket"),
        ({"ECOSYSTEM_LAKE_FILES": "gs://lake"}, "ECOSYSTEM_LAKE_FILES is 'gs://lake'. Write it as s3://bucket"),
        ({"ECOSYSTEM_LAKE_FILES": "s3://lake"}, "its keys are missing: set ECOSYSTEM_S3_ACCESS_KEY_ID"),
        ({"AWS_ENDPOINT_URL": "host:1"}, "ECOSYSTEM_S3_ENDPOINT is 'host:1'. Write it as https://host"),
        ({"ECOSYSTEM_LAKE_CATALOG": CATALOG}, "so ECOSYSTEM_LAKE_FILES must say where all of them find the files"),
        ({"ECOSYSTEM_S3_URL_STYLE": "flat"}, "ECOSYSTEM_S3_URL_STYLE is 'flat'. Input should be 'path' or 'vhost'"),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variables: dict[str, str], said: str
) -> None:
    set_all(monkeypatch, **variables)
    assert main(["refresh"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert "s3cret" not in told.err


def test_a_lake_elsewhere_is_filled_although_no_article_is_new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def found() -> str:
        return fingerprint(Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data"))

    here = found()
    set_all(monkeypatch, ECOSYSTEM_LAKE_CATALOG=CATALOG, ECOSYSTEM_LAKE_FILES="shared/files")
    there = found()
    set_all(monkeypatch, ECOSYSTEM_LAKE_CATALOG=CATALOG.replace("s3cret", "changed"))
    assert found() == there != here
