"""The command line: arguments and the environment that Dagster needs; the work is in the modules beside."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError

from orchestration.cli.instance import prepare_dagster
from orchestration.errors import LedgerError
from orchestration.settings import Settings

SECRETS = {name for name, field in Settings.model_fields.items() if field.annotation is SecretStr}


ANSWERS = ("metrics", "metric")  # commands that only tell something


def main(arguments: list[str]) -> int:
    """Run a command; return the exit status. Faults that a person can mend are one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m orchestration", description="Ecosystem Ledger")
    commands = parser.add_subparsers(dest="command", required=True)
    refresh = commands.add_parser("refresh", help="read raw/ and publish the warehouse")
    refresh.add_argument("--verbose", action="store_true", help="show Dagster's own log")
    refresh.add_argument("--force", action="store_true", help="build and check also when nothing changed")
    ror = commands.add_parser("ror", help="keep what a dump of the Research Organization Registry knows of names")
    ror.add_argument("dump", type=Path, help="the zip that ROR publishes, or the JSON file of schema 2 in it")
    past = commands.add_parser("as-of", help="ask what the warehouse said on a day")
    past.add_argument("day", help="such as 2026-11-20, or 2026-11-20T14:00")
    past.add_argument("--query", default="", help="SQL to answer, instead of opening a shell")
    commands.add_parser("metrics", help="list the metrics: what each counts, what not, by what it can be asked")
    metric = commands.add_parser("metric", help="answer a question about metrics from what is published")
    metric.add_argument("question", help='such as "partnerships, cross_border_share by year"')
    metric.add_argument("--sql", action="store_true", help="print the SQL instead of the answer")
    commands.add_parser("exports", help="write the exports of what is published, without a refresh")
    commands.add_parser("ui", help="start the Dagster UI, with its schedule and its sensor")
    doctor = commands.add_parser("doctor", help="say whether all is well, and what to do where it is not")
    doctor.add_argument("--json", action="store_true", help="for programs that watch")
    options = parser.parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as error:
        return _refuse([_explained(fault) for fault in error.errors()], options)
    try:
        prepare_dagster(settings)
        status = _run(options, settings)
        _send()
        return status
    except BrokenPipeError:  # amid an answer that is no failure, amid the reason of one it is
        _send()
        return 0 if options.command in ANSWERS else 1
    except LedgerError as error:
        print(f"Refused: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Failed: {error}. Mend the folder or the disk, and run it again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was published stays; run it again when you like.", file=sys.stderr)
        return 130


def _send() -> None:
    """Send what was printed, unless its reader has gone away: `make metrics | head`."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python shall not try once more at the end


def _run(options: argparse.Namespace, settings: Settings) -> int:
    # Imported late: `--help` and a refused setting answer without the seconds that Dagster takes to load.
    if options.command == "ui":
        from orchestration.cli.ui import serve

        return serve(settings)
    if options.command == "exports":
        from orchestration.cli.exports import run_exports

        return run_exports(settings)
    if options.command == "ror":
        from orchestration.cli.ror import run_ror

        return run_ror(settings, options.dump)
    if options.command == "metrics":
        from orchestration.cli.metrics import run_metrics

        return run_metrics()
    if options.command == "metric":
        from orchestration.cli.metrics import run_metric

        return run_metric(settings, options.question, is_sql=options.sql)
    if options.command == "as-of":
        from orchestration.cli.as_of import run_as_of

        return run_as_of(settings, options.day, options.query)
    if options.command == "doctor":
        from orchestration.cli.doctor import run_doctor

        return run_doctor(settings, os.environ, as_json=options.json)
    from orchestration.cli.refresh import run_refresh

    return run_refresh(settings, is_verbose=options.verbose, is_forced=options.force)


def _refuse(messages: list[str], options: argparse.Namespace) -> int:
    if options.command == "doctor":
        from orchestration.cli.doctor import refused

        return refused(messages, as_json=options.json)
    print(*messages, sep="\n", file=sys.stderr)
    return 2


def _explained(fault: Mapping[str, Any]) -> str:
    message = fault["msg"].removeprefix("Value error, ")
    if not fault["loc"]:
        return f"Refused: {message}."
    name = "_".join(str(part) for part in fault["loc"]).upper()
    name = name if name.startswith(("ECOSYSTEM_", "AWS_")) else f"ECOSYSTEM_{name}"
    found = "not valid" if name.removeprefix("ECOSYSTEM_").lower() in SECRETS else repr(str(fault["input"]))
    return f"Refused: the setting {name} is {found}. {message[0].upper()}{message[1:]}."
