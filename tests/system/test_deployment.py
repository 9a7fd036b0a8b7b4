"""The files of a deployment fit together and to the settings; they are not started here."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from orchestration.settings import PROJECT_DIR, Settings

DEPLOY = PROJECT_DIR / "deploy"
OF_THE_IMAGE = {"ECOSYSTEM_DAGSTER_DIR", "ECOSYSTEM_DAGSTER_LOG_DIR", "ECOSYSTEM_DAGSTER_DATABASE_URL"}
"""What the instance's own file reads; everything else is a setting."""
SERVICE_KEYS = {
    *("image", "build", "command", "entrypoint", "environment", "volumes"),
    *("ports", "restart", "healthcheck", "depends_on"),
}
"""Names of the Compose specification that are used here; a misspelt one would be found only where it is started."""
CHART_KEYS = {
    "global": {"postgresqlSecretName"},
    "dagster-user-deployments": {"enabled", "deployments"},
    "runLauncher": {"type", "config"},
    "dagsterDaemon": {"runCoordinator", "runRetries"},
    "generatePostgresqlPasswordSecret": None,
    "generateCeleryConfigSecret": None,
    "postgresql": {
        *("enabled", "postgresqlHost", "postgresqlUsername", "postgresqlDatabase", "postgresqlScheme", "service")
    },
    "rabbitmq": {"enabled"},
    "redis": {"enabled"},
    "flower": {"enabled"},
    "telemetry": {"enabled"},
}
"""Names in the chart's schema of values: a misspelt one is ignored by Helm without a word."""
DEPLOYMENT_KEYS = {
    *("name", "image", "dagsterApiGrpcArgs", "port", "env", "envSecrets", "volumes", "volumeMounts"),
    *("podSecurityContext", "resources"),
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "helm-values.yml").read_text(encoding="utf-8"))
    return found


def known_settings() -> set[str]:
    return {f"ECOSYSTEM_{name.upper()}" for name in Settings.model_fields}


def test_services_have_known_keys_known_volumes_and_wait_for_healthy_ones(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        assert set(service) <= SERVICE_KEYS, name
        for needed, condition in service.get("depends_on", {}).items():
            if condition["condition"] == "service_healthy":
                assert "healthcheck" in services[needed], (name, needed)
        for volume in service.get("volumes", []):
            source = volume.rpartition(":/")[0]
            inside = source.startswith("./") and (DEPLOY / source).exists()
            assert source in compose["volumes"] or inside or "RAW_DIR" in source, (name, volume)
    assert {"postgres", "objects", "code", "webserver", "daemon"} <= set(services)


def test_every_long_running_service_says_whether_it_is_well(compose: dict[str, Any]) -> None:
    lasting = {name for name, service in compose["services"].items() if service.get("restart")}
    assert {name for name in lasting if "healthcheck" not in compose["services"][name]} == set()


def test_only_the_ui_is_published_and_only_on_this_machine(compose: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert published == {"webserver": ["127.0.0.1:3000:3000"]}


def test_secrets_come_from_the_file_that_git_ignores(compose: dict[str, Any]) -> None:
    text = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", text)) - {"ECOSYSTEM_RAW_DIR"}
    example = (DEPLOY / "secrets.env.example").read_text(encoding="utf-8")
    assert asked == set(re.findall(r"^(\w+)=$", example, flags=re.MULTILINE)), "an example with values would be used"
    assert "deploy/secrets.env" in (PROJECT_DIR / ".gitignore").read_text(encoding="utf-8").split()
    assert "deploy/secrets.env" in (PROJECT_DIR / ".dockerignore").read_text(encoding="utf-8").split()


def test_every_variable_of_ours_is_a_setting(compose: dict[str, Any], values: dict[str, Any]) -> None:
    environment = compose["services"]["code"]["environment"]
    image = re.findall(r"\b(ECOSYSTEM_\w+)=", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    (deployment,) = values["dagster-user-deployments"]["deployments"]
    named = {*environment, *image, *(each["name"] for each in deployment["env"])}
    named |= set(re.findall(r"ECOSYSTEM_\w+", (DEPLOY / "helm-values.yml").read_text(encoding="utf-8")))
    assert named - known_settings() - OF_THE_IMAGE == set()


def test_what_compose_sets_is_a_lake_that_settings_accept(
    compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in compose["services"]["code"]["environment"].items():
        monkeypatch.setenv(name, re.sub(r"\$\{[^}]*\}", "0a1b2c", value))
    lake = Settings().lake
    assert str(lake) == "postgresql://postgres:5432/lake with files in s3://lake/ledger/"
    assert Settings().dagster_database.get_secret_value().endswith("/dagster")
    databases = (DEPLOY / "postgres" / "databases.sql").read_text(encoding="utf-8")
    assert re.findall(r"^create database (\w+);$", databases, flags=re.MULTILINE) == ["lake", "dagster"]


def test_the_workspace_names_the_service_of_the_code(compose: dict[str, Any]) -> None:
    workspace = yaml.safe_load((DEPLOY / "dagster" / "workspace.yaml").read_text(encoding="utf-8"))
    server = workspace["load_from"][0]["grpc_server"]
    assert server["host"] in compose["services"]
    assert f'"{server["port"]}"' in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert str(server["port"]) in compose["services"]["code"]["healthcheck"]["test"]


def test_helm_values_use_names_of_the_chart(values: dict[str, Any]) -> None:
    assert set(values) == set(CHART_KEYS)
    for name, keys in CHART_KEYS.items():
        assert keys is None or set(values[name]) <= keys, name
    (deployment,) = values["dagster-user-deployments"]["deployments"]
    assert set(deployment) == DEPLOYMENT_KEYS
    mounted = {mount["name"]: mount["mountPath"] for mount in deployment["volumeMounts"]}
    stated = {each["name"]: each["value"] for each in deployment["env"]}
    assert mounted == {"raw": stated["ECOSYSTEM_RAW_DIR"], "data": stated["ECOSYSTEM_DATA_DIR"]}


def test_both_deployments_refresh_one_at_a_time_and_retry_as_the_checkout_does(values: dict[str, Any]) -> None:
    own = yaml.safe_load((PROJECT_DIR / "dagster.yaml").read_text(encoding="utf-8"))
    daemon = values["dagsterDaemon"]
    most = daemon["runCoordinator"]["config"]["queuedRunCoordinator"]["maxConcurrentRuns"]
    assert most == own["concurrency"]["runs"]["max_concurrent_runs"] == 1
    retries = {"max_retries": daemon["runRetries"]["maxRetries"], "enabled": daemon["runRetries"]["enabled"]}
    assert retries.items() <= own["run_retries"].items()
    assert daemon["runRetries"]["retryOnAssetOrOpFailure"] is own["run_retries"]["retry_on_asset_or_op_failure"]
