"""The settings of whoever outgrows one machine: a lake in PostgreSQL and a bucket, and a database for Dagster.

Here: their names, defaults and meaning, as part of `Settings`; only `settings` imports this. Not here: what an address
means (`lake_address`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from orchestration.lake_address import Bucket, Endpoint, LakeAddress, PostgresDatabase, UrlStyle, read_bucket_url


def _or_aws(name: str, *standard: str) -> AliasChoices:
    """Return the variable of a setting of the object storage, and the standard ones that are read without it."""
    return AliasChoices(f"ECOSYSTEM_{name}", *standard)


class LakeSettings(BaseSettings):
    """Where the lake and Dagster's storage are; without any of these, they are files in the data folder."""

    lake_catalog: SecretStr = Field(
        default=SecretStr(""),
        description="PostgreSQL database of the lake's catalog, postgresql://user:password@host:5432/database; "
        "without it the catalog is a file in data_dir.",
    )
    lake_files: str = Field(
        default="",
        description="Place of the lake's Parquet files: s3://bucket/folder, or a folder; by default one in data_dir.",
    )
    s3_endpoint: str = Field(
        default="",
        validation_alias=_or_aws("S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
        description="Address of S3-compatible storage that is not Amazon's, such as http://127.0.0.1:9000.",
    )
    s3_region: str = Field(
        default="us-east-1",
        pattern=r"^[\w-]+$",
        validation_alias=_or_aws("S3_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"),
        description="Region of the bucket.",
    )
    s3_access_key_id: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=_or_aws("S3_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID"),
        description="Id of the key to the bucket.",
    )
    s3_secret_access_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=_or_aws("S3_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY"),
        description="The key to the bucket; never logged or stored.",
    )
    s3_session_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=_or_aws("S3_SESSION_TOKEN", "AWS_SESSION_TOKEN"),
        description="Token of a key that is given for a time.",
    )
    s3_url_style: UrlStyle | None = Field(
        default=None,
        validation_alias=_or_aws("S3_URL_STYLE"),
        description="Whether addresses name the bucket in their path or as host; path where s3_endpoint is set.",
    )
    dagster_database: SecretStr = Field(
        default=SecretStr(""),
        description="PostgreSQL database of Dagster's runs, logs and schedules, in the form of lake_catalog; without "
        "it they are files in data_dir.",
    )

    @field_validator("lake_catalog", "dagster_database")
    @classmethod
    def _is_a_database(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            PostgresDatabase.read(value.get_secret_value())
        return value

    @field_validator("lake_files")
    @classmethod
    def _is_a_bucket_or_a_folder(cls, value: str) -> str:
        if "://" in value or value.startswith("s3:"):
            return read_bucket_url(value)
        if set("?%") & set(value):
            raise ValueError("DuckDB takes ? and % in a path for more than a letter: choose another folder")
        return value

    @field_validator("s3_endpoint")
    @classmethod
    def _is_an_endpoint(cls, value: str) -> str:
        if value:
            Endpoint.read(value)
        return value

    @model_validator(mode="after")
    def _a_bucket_has_its_keys(self) -> Self:
        keys = (self.s3_access_key_id, self.s3_secret_access_key)
        if self.lake_files.startswith("s3://") and not all(key.get_secret_value() for key in keys):
            raise ValueError(
                "ECOSYSTEM_LAKE_FILES is a bucket, but its keys are missing: set ECOSYSTEM_S3_ACCESS_KEY_ID and "
                "ECOSYSTEM_S3_SECRET_ACCESS_KEY, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            )
        return self

    @model_validator(mode="after")
    def _a_shared_catalog_has_its_files(self) -> Self:
        if self.lake_catalog.get_secret_value() and not self.lake_files:
            raise ValueError(
                "ECOSYSTEM_LAKE_CATALOG is a database that other machines reach, so ECOSYSTEM_LAKE_FILES must say "
                "where all of them find the files: a bucket, or an empty folder that every machine mounts at that path"
            )
        return self

    def lake_address(self, checkout: Path, folder: Path) -> LakeAddress:
        """Return where the lake is: what is not set is in a folder, and relative paths count from the checkout."""
        text = self.lake_catalog.get_secret_value()
        catalog = PostgresDatabase.read(text) if text else folder / "catalog.sqlite"
        if self.lake_files.startswith("s3://"):
            return LakeAddress(catalog, self._bucket())
        if self.lake_files:
            return LakeAddress(catalog, checkout / self.lake_files)
        return LakeAddress(catalog, folder / "files", is_in_one_folder=True)

    def _bucket(self) -> Bucket:
        return Bucket(
            self.lake_files,
            self.s3_region,
            self.s3_access_key_id.get_secret_value().strip(),
            self.s3_secret_access_key.get_secret_value().strip(),
            self.s3_session_token.get_secret_value().strip(),
            Endpoint.read(self.s3_endpoint) if self.s3_endpoint else None,
            self.s3_url_style or ("path" if self.s3_endpoint else "vhost"),
        )
