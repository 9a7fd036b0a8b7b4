"""The data dictionary, docs/facts.md and the other documents say what is really there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from orchestration import dictionary
from orchestration.schemas import LAKE_TABLES, terms
from orchestration.settings import PROJECT_DIR

FACTS = (PROJECT_DIR / "docs" / "facts.md").read_text(encoding="utf-8")
CLOSED_LISTS = {name: values for name, values in vars(terms).items() if name.isupper()}
MODELS = sorted(
    path for folder in dictionary.SECTIONS for path in (dictionary.DBT_PROJECT / "models" / folder).glob("*.sql")
)


def explanations(list_name: str) -> dict[str, str]:
    """The table below the heading of a closed list: value -> meaning."""
    heading = list_name.replace("_", " ").capitalize()
    section = re.search(rf"^### {heading}\n(.*?)(?=^#|\Z)", FACTS, re.MULTILINE | re.DOTALL)
    assert section, f"docs/facts.md has no section '### {heading}' for terms.{list_name}"
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section.group(1), re.MULTILINE))


@pytest.mark.parametrize("list_name", CLOSED_LISTS)
def test_facts_page_explains_every_term_and_no_other(list_name: str) -> None:
    explained = explanations(list_name)
    assert list(explained) == list(CLOSED_LISTS[list_name])
    assert all(len(meaning.split()) >= 3 for meaning in explained.values())


def test_dictionary_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert dictionary.main(["--check"]) == 0, capsys.readouterr().err


def test_stale_dictionary_is_told_with_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dictionary, "PAGE", tmp_path / "dictionary.md")
    assert dictionary.main(["--check"]) == 1
    assert "python -m orchestration.dictionary" in capsys.readouterr().err
    assert dictionary.main([]) == 0
    assert dictionary.main(["--check"]) == 0


@pytest.mark.parametrize("table", LAKE_TABLES, ids=lambda table: table.qualified_name())
def test_lake_tables_are_described_with_grain_and_all_columns(table: type) -> None:
    described = dictionary.lake_table(table)
    assert " Grain: " in described.description
    assert [column.name for column in described.columns] == table.column_names()  # type: ignore[attr-defined]
    assert all(column.description.endswith(".") for column in described.columns)


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_published_tables_are_described_with_grain_and_all_columns(model: Path) -> None:
    table = {table.name: table for table in dictionary.published_tables(model.parent)}[model.stem]
    assert " Grain: " in table.description
    assert table.columns
    assert all(column.description for column in table.columns)


def test_rules_across_tables_are_described() -> None:
    rules = dict(dictionary.rules_across_tables(dictionary.DBT_PROJECT / "tests"))
    assert rules
    assert [name for name, about in rules.items() if not about.endswith(".")] == []


def test_closed_lists_keys_and_references_are_shown(tmp_path: Path) -> None:
    model = {
        "name": "fct_visits",
        "description": "Visits. Grain: one row per visit.",
        "constraints": [{"type": "primary_key", "columns": ["visit_id"]}],
        "columns": [
            {"name": "visit_id", "data_type": "VARCHAR", "description": "Key.", "constraints": [{"type": "not_null"}]},
            {
                "name": "city_id",
                "data_type": "varchar",
                "description": "Where.",
                "data_tests": [{"relationships": {"arguments": {"to": "ref('dim_cities')", "field": "city_id"}}}],
            },
            {
                "name": "kind",
                "data_type": "varchar",
                "description": "Short | long.",
                "constraints": [{"type": "not_null"}],
                "data_tests": [{"accepted_values": {"arguments": {"values": ["short", "long"]}}}],
            },
        ],
    }
    (tmp_path / "fct_visits.yml").write_text(yaml.safe_dump({"version": 2, "models": [model]}), encoding="utf-8")
    (table,) = dictionary.published_tables(tmp_path)
    rules = {column.name: column.rules for column in table.columns}
    assert rules == {
        "visit_id": ("key",),
        "city_id": ("in [dim_cities](#dim_cities).city_id",),
        "kind": ("required", "one of `short`, `long`"),
    }


PAGES = {
    page: page.read_text(encoding="utf-8") for page in [*PROJECT_DIR.glob("*.md"), *PROJECT_DIR.glob("docs/**/*.md")]
}


def test_links_of_the_documents_lead_somewhere() -> None:
    links = {(page, link) for page, text in PAGES.items() for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)}
    assert links
    assert sorted(f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()) == []


def test_anchors_of_the_documents_exist() -> None:
    links = {(p, link) for p, text in PAGES.items() for link in re.findall(r"\]\(([^):#]*#[^)]+)\)", text)}
    broken = []
    for page, link in links:
        target, _, anchor = link.partition("#")
        headings = re.findall(r"^#+ (.+)$", PAGES[(page.parent / target).resolve() if target else page], re.MULTILINE)
        if anchor not in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}:
            broken.append(f"{page.name}: {link}")
    assert sorted(broken) == []


def test_files_that_the_documents_name_exist() -> None:
    named = {
        (page, path)
        for page, text in PAGES.items()
        for path in re.findall(r"`((?:tests|orchestration|dbt_project|docs)/[\w./-]*\w)`", text)
    }
    assert named
    assert sorted(f"{page.name}: {path}" for page, path in named if not (PROJECT_DIR / path).exists()) == []
