"""Reading the suites: `expectations.yml` into checked values, with errors that name the line.

Here: the format of the file, and the list of single checks that it stands for. Not here: the expectations themselves
(`expectations.yml`), the types they may use (`catalog`), running them (`run`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from orchestration.quality import references
from orchestration.quality.catalog import COLUMNS, QUERY, RANGE, TYPES, snake_case, unsupported_message
from orchestration.quality.outcomes import QualityError, Severity
from orchestration.quality.yaml_lines import lines_of
from orchestration.schemas.terms import FACT_TYPES

EXPECTATIONS_PATH = Path(__file__).with_name("expectations.yml")
COLUMNS_CHECK = "columns"
COLUMNS_REASON = "Other people's SQL depends on these names; add a column freely, remove or rename one never."


def _sentence(text: str) -> str:
    if len(text) < 20 or not text.endswith("."):
        raise ValueError("write a whole sentence that says why, ending in a full stop")
    return text


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Reason = Annotated[str, AfterValidator(_sentence)]
Bound = int | float | str | None


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(_Part):
    """One bound of a range, with its own severity and reason: min stops, max warns."""

    min_value: Bound = None
    max_value: Bound = None
    strict: bool = False
    severity: Severity
    reason: Reason

    @model_validator(mode="after")
    def _has_one_bound(self) -> Limit:
        if (self.min_value is None) == (self.max_value is None):
            raise ValueError("give each limit either min_value or max_value; write a second limit for the other one")
        for bound in (self.min_value, self.max_value):
            references.check(bound)
        return self

    @property
    def side(self) -> str:
        """`min` or `max`."""
        return "max" if self.min_value is None else "min"

    def kwargs(self) -> dict[str, Any]:
        """The arguments of the expectation for this bound."""
        bound = self.max_value if self.min_value is None else self.min_value
        return {f"{self.side}_value": bound} | ({f"strict_{self.side}": True} if self.strict else {})


class Expectation(_Part):
    """One expectation: a severity and a reason, or several limits that each have their own."""

    name: Name
    type: str
    kwargs: dict[str, Any] = Field(default_factory=dict)
    severity: Severity | None = None
    reason: Reason | None = None
    limits: tuple[Limit, ...] = ()

    @field_validator("type")
    @classmethod
    def _is_supported(cls, value: str) -> str:
        name = snake_case(value)
        if name not in TYPES:
            raise ValueError(unsupported_message(name))
        return name

    @model_validator(mode="after")
    def _is_complete(self) -> Expectation:
        if self.limits and (self.severity or self.reason):
            raise ValueError("move severity and reason into the limits: each limit has its own")
        if not self.limits and not (self.severity and self.reason):
            raise ValueError("add `severity: stop` or `severity: warn`, and a `reason`")
        self._check_kwargs()
        references.check(self.kwargs)
        return self

    def _check_kwargs(self) -> None:
        known = TYPES[self.type]
        if missing := known.required - set(self.kwargs):
            raise ValueError(f"{self.type} needs kwargs {', '.join(sorted(missing))}")
        if unknown := set(self.kwargs) - known.required - known.optional:
            allowed = ", ".join(sorted(known.required | known.optional))
            raise ValueError(f"{self.type} has no kwargs {', '.join(sorted(unknown))}; it has {allowed}")
        if self.limits and (not known.has_range or RANGE & set(self.kwargs)):
            raise ValueError("`limits` go with an expectation of a range, and hold all its bounds")
        if known.has_range and not self.limits and not {"min_value", "max_value"} & set(self.kwargs):
            raise ValueError("a range without a bound cannot fail: add `limits`")
        if self.type == QUERY:
            _check_query(self.kwargs["unexpected_rows_query"])


def _check_query(query: str) -> None:
    if "{batch}" not in query:
        raise ValueError("write {batch} for the table in unexpected_rows_query")
    if re.search(r"\{batch\}\s+as\b", query):
        raise ValueError("{batch} brings an alias of its own: join it with `using (...)`, or wrap it in a subquery")
    if re.search(r"[{}]", query.replace("{batch}", "")):
        raise ValueError("write no other braces in unexpected_rows_query: they are taken for parameters")


class Suite(_Part):
    """The expectations on one table."""

    key: tuple[str, ...] = Field(min_length=1)
    fact_type: str | None = None
    columns: tuple[str, ...] = Field(min_length=1)
    expectations: tuple[Expectation, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Suite:
        if self.fact_type is not None and self.fact_type not in FACT_TYPES:
            raise ValueError(f"fact_type is one of {', '.join(FACT_TYPES)}")
        if missing := set(self.key) - set(self.columns):
            raise ValueError(f"key {', '.join(sorted(missing))} is not among the columns")
        names = [name for expectation in self.expectations for name in check_names(expectation)]
        if twice := [name for name, count in Counter([COLUMNS_CHECK, *names]).items() if count > 1]:
            raise ValueError(f"two checks are called {', '.join(twice)}: rename one")
        for expectation in self.expectations:
            self._check_columns(expectation)
        return self

    def _check_columns(self, expectation: Expectation) -> None:
        if unknown := [name for name in columns_of(expectation.kwargs) if name not in self.columns]:
            raise ValueError(f"{expectation.name} asks for {', '.join(unknown)}, which `columns` does not list")


class Suites(_Part):
    """All suites, by table of schema marts."""

    tables: dict[Name, Suite] = Field(min_length=1)


@dataclass(frozen=True)
class Check:
    """One expectation or limit, ready to run: one asset check, one outcome."""

    table: str
    name: str
    type: str
    kwargs: Mapping[str, Any]
    severity: Severity
    reason: str


def columns_of(kwargs: Mapping[str, Any]) -> list[str]:
    """Return the columns that the arguments of an expectation name."""
    single = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    return [*single, *kwargs.get("column_list", ())]


def check_names(expectation: Expectation) -> list[str]:
    """Return the names of the checks of an expectation: its own, or one per limit."""
    if not expectation.limits:
        return [expectation.name]
    return [f"{expectation.name}_{limit.side}_{limit.severity}" for limit in expectation.limits]


def checks_of_table(table: str, suite: Suite) -> list[Check]:
    """Return the checks of one table, the contract's columns first, then in the order of the file."""
    columns = {"column_set": list(suite.columns), "exact_match": False}
    checks = [Check(table, COLUMNS_CHECK, COLUMNS, columns, "stop", COLUMNS_REASON)]
    for each in suite.expectations:
        for name, limit in zip(check_names(each), each.limits, strict=False):
            kwargs = references.with_terms(each.kwargs | limit.kwargs())
            checks.append(Check(table, name, each.type, kwargs, limit.severity, limit.reason))
        if each.severity and each.reason:
            checks.append(
                Check(table, each.name, each.type, references.with_terms(each.kwargs), each.severity, each.reason)
            )
    return checks


def all_checks(suites: Suites) -> list[Check]:
    """Return the checks of all tables, in the order of the file."""
    return [check for table, suite in suites.tables.items() for check in checks_of_table(table, suite)]


def expectation_specs(suites: Suites) -> list[tuple[str, str, Severity, str]]:
    """Return (table, check name, severity, description) of every check, without Great Expectations."""
    return [(check.table, check.name, check.severity, describe(check)) for check in all_checks(suites)]


def describe(check: Check) -> str:
    """Say in one line what a check expects, and why."""
    if check.type == QUERY:
        return check.reason
    shown = {key: value for key, value in check.kwargs.items() if key not in {"column_set", "exact_match"}}
    arguments = ", ".join(f"{key}={value}" for key, value in shown.items())
    return f"{check.reason} ({check.type.removeprefix('expect_')}{': ' if arguments else ''}{arguments})"


def load_suites(path: Path = EXPECTATIONS_PATH) -> Suites:
    """Read and check the suites; a QualityError names the line of every mistake."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QualityError(f"{path} cannot be read ({error.strerror}): restore it from the repository.") from error
    except yaml.YAMLError as error:
        raise QualityError(f"{path} is not valid YAML: {error}") from error
    lines = lines_of(root)
    if lines.repeated:
        raise QualityError(f"{path}: {lines.repeated[0]} is written twice: merge the two.")
    try:
        return Suites.model_validate(content)
    except ValidationError as error:
        raise QualityError("\n".join(_messages(path, error, lines.find))) from error


def _messages(path: Path, error: ValidationError, find: Any) -> list[str]:
    found = []
    for each in error.errors(include_url=False):
        line, name = find(each["loc"])
        where = ".".join(str(part) for part in each["loc"])
        found.append(f"{path.name}:{line}: {name or where}: {each['msg'].removeprefix('Value error, ')} (at {where})")
    return found
