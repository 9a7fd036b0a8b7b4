"""Every path and option, read from the environment once.

Here: names, defaults and meaning of the settings; those of a shared lake are in `lake_settings`. Not here: what is done
with them. Import `Settings` and build it at the edge (`definitions`, the command line); the steps receive plain paths
and values.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from orchestration.lake_address import LakeAddress
from orchestration.lake_settings import LakeSettings

PROJECT_DIR = Path(__file__).resolve().parent.parent
FORMAT_VERSION = 1
"""Layout of the lake and the warehouse. Raise it when an older release could no longer read them."""


EXPORT_FORMATS = ("parquet", "csv", "xlsx", "graphml", "gexf", "jsonld")
"""The exports there are, each a folder below data/exports/."""

CRON = r"^[\d*/,A-Za-z-]+( [\d*/,A-Za-z-]+){4}$"


class Settings(LakeSettings):
    """Settings of Ecosystem Ledger. Each is read from `ECOSYSTEM_<NAME>`; relative paths count from the checkout."""

    # Errors that hold all settings would show the key.
    model_config = SettingsConfigDict(
        env_prefix="ECOSYSTEM_", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    raw_dir: Path = Field(default=Path("raw"), description="Folder of articles, read and never written.")
    data_dir: Path = Field(default=Path("data"), description="Folder for the lake, the warehouse and the quality docs.")
    engine: Literal["student", "llm", "hybrid"] = Field(
        default="student", description="Extraction engine: the learned model, a language model, or both."
    )
    llm_url: str = Field(
        default="http://127.0.0.1:8080/v1",
        pattern=r"^https?://[^@\s?#]+$",  # a key or a password in it would be shown in messages
        description="OpenAI-compatible address of the language model, as far as /chat/completions.",
    )
    llm_model: str = Field(default="", description="Name of the language model, as its server knows it.")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="Key for llm_url; never logged or stored.")
    llm_seconds: float = Field(default=120, gt=0, description="Seconds to wait for an answer of the language model.")
    llm_most_calls: int = Field(
        default=1_000,
        ge=0,
        description="Requests per process that reads (one or two a refresh); 0 uses kept answers only.",
    )
    llm_most_tokens: int = Field(
        default=5_000_000, ge=0, description="Tokens, asked and answered, per process that reads."
    )
    llm_answer_tokens: int = Field(default=4_096, ge=1, description="Tokens that one answer may have.")
    hybrid_least_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Confidence of the learned model below which hybrid asks the language model.",
    )
    refresh_cron: str = Field(
        default="0 6 * * *", pattern=CRON, description="When the scheduled refresh runs, in cron's five fields."
    )
    refresh_timezone: str = Field(default="UTC", description="Time zone of refresh_cron, an IANA name.")
    sensor_seconds: int = Field(default=60, ge=5, description="Seconds between two looks of the sensor at raw_dir.")
    # Dagster takes no window below a minute.
    freshness_hours: float = Field(
        default=26, ge=0.02, description="Hours after which what is published counts as stale."
    )
    history_days: int = Field(
        default=365,
        ge=0,
        description="Days for which `make as-of` can tell what the warehouse said; 0 keeps every publication for ever.",
    )
    feeds_contact: str = Field(
        default="", description="Web address or mailbox that feeds' publishers see; without it no feed is polled."
    )
    feeds_minutes: float = Field(
        default=30, gt=0, description="Minutes that a refresh polls feeds for; the rest waits for the next one."
    )
    feeds_seconds_between_requests: float = Field(
        default=1, ge=0, description="Seconds between two requests to one host; robots.txt may ask for more."
    )
    feeds_allowed_hosts: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9.:,\s\[\]-]*$",
        description="Hosts, separated by commas, that feeds may name although they are private or use another port.",
    )
    exports: str = Field(
        default="all",
        description=f"Exports to write after publication: all, none, or some of {', '.join(EXPORT_FORMATS)}.",
    )
    export_licence: str = Field(
        default="",
        max_length=200,
        description="Licence under which you pass the exports on, such as CC-BY-4.0; without it they say: not stated.",
    )
    export_publisher: str = Field(
        default="", max_length=200, description="Who publishes the exports, for their citation and description."
    )
    warehouse_memory: str = Field(
        default="3GB",
        pattern=r"^\d+(\.\d+)? ?[MG]B$",
        description="Memory that DuckDB may take to build the warehouse, such as 800MB; beyond it, it uses the disk.",
    )
    ui_port: int = Field(default=3000, ge=1, le=65535, description="Port of the Dagster UI on 127.0.0.1.")

    @field_validator("exports")
    @classmethod
    def _names_exports(cls, value: str) -> str:
        chosen = _names(value)
        if unknown := sorted(set(chosen) - {"all", "none", *EXPORT_FORMATS}):
            known = ", ".join(EXPORT_FORMATS)
            raise ValueError(f"{', '.join(unknown)} is no export: write all, none, or some of {known}")
        if len(chosen) > 1 and {"all", "none"} & set(chosen):
            raise ValueError("all and none stand alone")
        return value

    @field_validator("export_licence", "export_publisher")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @field_validator("data_dir")
    @classmethod
    def _fits_into_an_address(cls, value: Path) -> Path:
        if set("?%") & set(str(value)):
            raise ValueError("SQLite and DuckDB take ? and % in a path for more than a letter: choose another folder")
        return value

    @field_validator("llm_api_key")
    @classmethod
    def _without_blanks_around(cls, value: SecretStr) -> SecretStr:
        return SecretStr(value.get_secret_value().strip())  # whatever else is wrong with a key, an error would show it

    @field_validator("refresh_timezone")
    @classmethod
    def _is_a_time_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("this is no IANA time zone, such as Europe/Paris or UTC")
        return value

    @model_validator(mode="after")
    def _data_lies_outside_raw(self) -> Settings:
        if self.data_path.resolve().is_relative_to(self.raw_path.resolve()):
            raise ValueError("ECOSYSTEM_DATA_DIR lies inside ECOSYSTEM_RAW_DIR: each refresh would read its own files")
        return self

    @model_validator(mode="after")
    def _a_model_is_chosen(self) -> Settings:
        if self.engine in ("llm", "hybrid") and not self.llm_model:
            raise ValueError("ECOSYSTEM_LLM_MODEL is not set: name a model that the server at ECOSYSTEM_LLM_URL knows")
        return self

    @property
    def warehouse_memory_bytes(self) -> int:
        """`warehouse_memory` as a number."""
        number, unit = self.warehouse_memory[:-2], self.warehouse_memory[-2:]
        return int(float(number) * {"MB": 10**6, "GB": 10**9}[unit])

    @property
    def raw_path(self) -> Path:
        """Absolute path of `raw_dir`."""
        return PROJECT_DIR / self.raw_dir

    @property
    def data_path(self) -> Path:
        """Absolute path of `data_dir`."""
        return PROJECT_DIR / self.data_dir

    @property
    def lake(self) -> LakeAddress:
        """Where the lake is: its catalog, and its files."""
        return self.lake_address(PROJECT_DIR, self.data_path / "lake")

    @property
    def warehouse_path(self) -> Path:
        """The published DuckDB file."""
        return self.data_path / "warehouse.duckdb"

    @property
    def next_path(self) -> Path:
        """The DuckDB file that dbt builds; it becomes the published one when all checks pass."""
        return self.data_path / "next.duckdb"

    @property
    def as_of_path(self) -> Path:
        """Folder of warehouses of past days, built when somebody asks for them."""
        return self.data_path / "as_of"

    @property
    def quality_docs_path(self) -> Path:
        """Folder of the Great Expectations site."""
        return self.data_path / "quality"

    @property
    def exports_path(self) -> Path:
        """Folder of the exports, one folder for each format."""
        return self.data_path / "exports"

    @property
    def export_formats(self) -> tuple[str, ...]:
        """The exports that are written, in their own order."""
        chosen = _names(self.exports)
        return tuple(name for name in EXPORT_FORMATS if "all" in chosen or name in chosen)

    @property
    def dbt_docs_path(self) -> Path:
        """Folder of dbt's documentation."""
        return self.data_path / "dbt_docs"

    @property
    def llm_cache_path(self) -> Path:
        """Folder of kept answers of the language model."""
        return self.data_path / "llm"

    @property
    def ror_path(self) -> Path:
        """What `make ror` keeps of the Research Organization Registry; no refresh needs it."""
        return self.data_path / "ror.parquet"

    @property
    def feeds_path(self) -> Path:
        """The list of feeds that people keep in the raw folder."""
        return self.raw_path / "feeds.yml"

    @property
    def corrections_path(self) -> Path:
        """The decisions about names and values that people keep in the raw folder, beside those of the system."""
        return self.raw_path / "corrections.yml"

    @property
    def feeds_hosts(self) -> frozenset[str]:
        """The hosts of `feeds_allowed_hosts` as addresses are compared: in lower case, IPv6 without brackets."""
        plain = self.feeds_allowed_hosts.lower().translate({ord("["): None, ord("]"): None})
        return frozenset(filter(None, (host.strip() for host in plain.split(","))))

    @property
    def dbt_project_path(self) -> Path:
        """Folder of the dbt project."""
        return PROJECT_DIR / "dbt_project"

    @property
    def dbt_environment(self) -> dict[str, str]:
        """What dbt is told beside the environment: `dbt_project/profiles.yml` and its plugin read it."""
        return {
            "ECOSYSTEM_NEXT_PATH": str(self.next_path),
            "ECOSYSTEM_DATA_DIR": str(self.data_path),
            "ECOSYSTEM_WAREHOUSE_MEMORY": self.warehouse_memory,
        }


def _names(value: str) -> list[str]:
    """Split a list of names as people write it, with commas or blanks."""
    return value.lower().replace(",", " ").split() or ["none"]
