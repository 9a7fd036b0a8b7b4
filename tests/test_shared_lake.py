"""A lake in PostgreSQL and a bucket: the same lake, for several writers and readers at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.errors import BusyError, LedgerError
from orchestration.lake import open_lake, refuse_unreadable_lake
from orchestration.lake_address import Bucket, LakeAddress, PostgresDatabase
from orchestration.lake_connection import connected
from orchestration.lake_lock import lake_lock
from orchestration.schemas.core import Cities
from orchestration.schemas.raw import RejectedArticles
from tests.support.lake_writer import cities, rejected
from tests.support.objects import Objects
from tests.support.places import REPOSITORY
from tests.support.postgres import PASSWORD, Server, server
from tests.support.refreshes import environment
from tests.support.shared import SharedLake

COMMITS = 15
LIMIT_SECONDS = 300


@pytest.fixture
def shared(postgres: Server, objects: Objects) -> SharedLake:
    return SharedLake.create(postgres, objects)


@contextmanager
def writer(shared: SharedLake, number: int, commits: int) -> Iterator[subprocess.Popen[str]]:
    """A writer that has opened the lake and waits for a line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.lake_writer", str(number), str(commits)],
        cwd=REPOSITORY,
        env=environment(Path("raw"), Path("data"), **shared.settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = process.stdout and process.stdout.readline()
        assert said == "open\n", process.communicate(timeout=LIMIT_SECONDS)[1]
        yield process
    finally:
        process.kill()
        process.communicate()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def rows_of_both_tables(address: LakeAddress) -> tuple[int, int, int]:
    """The added rows of both tables, and those that both have, as one statement sees them."""
    sql = (
        "select (select count(*) from lake.core.cities where population = 0), count(*), count(c.city_id) "
        "from lake.raw.rejected_articles r left join lake.core.cities c "
        "on c.city_id = (('0x' || r.rejection_id[11:])::bigint)::varchar"
    )
    with connected(address, "read_only") as connection:
        row = connection.execute(sql).fetchone()
    assert row
    return row


def test_two_writers_at_once_lose_nothing_and_a_reader_sees_whole_commits(shared: SharedLake) -> None:
    with open_lake(shared.address):
        pass
    seen = set()
    with ExitStack() as stack:
        writers = [stack.enter_context(writer(shared, number, COMMITS)) for number in (1, 2)]
        for process in writers:
            go(process)
        while any(process.poll() is None for process in writers):
            seen.add(rows_of_both_tables(shared.address))
        said = [process.communicate(timeout=LIMIT_SECONDS) for process in writers]
    assert [process.returncode for process in writers] == [0, 0], said
    assert all(in_cities == in_rejected == in_both for in_cities, in_rejected, in_both in seen)
    assert len(seen) > 2, "the reader was never there while they wrote"
    with open_lake(shared.address) as lake:
        assert lake.read(Cities)["city_id"].n_unique() == lake.read(Cities).height == 2 * COMMITS + 2
        assert lake.read(RejectedArticles).height == 2 * COMMITS
        own = lake.read(Cities).filter(Cities.city_id.col.str.len_chars() == 1)
        assert own["population"].to_list() == [COMMITS, COMMITS]


def test_a_writer_that_is_killed_tears_nothing_and_holds_nothing_up(shared: SharedLake) -> None:
    with open_lake(shared.address):
        pass
    with writer(shared, 1, 10_000) as killed, writer(shared, 2, COMMITS) as other:
        go(killed)
        go(other)
        assert killed.stdout
        done = [killed.stdout.readline() for _ in range(COMMITS)]
        killed.kill()
        rest = killed.communicate(timeout=LIMIT_SECONDS)[0].splitlines()
        complaints = other.communicate(timeout=LIMIT_SECONDS)[1]
        assert other.returncode == 0, complaints
    told = len(done) + len(rest)
    in_cities, in_rejected, in_both = rows_of_both_tables(shared.address)
    assert in_cities == in_rejected == in_both
    assert in_both - COMMITS in (told, told + 1), "a commit may be done before it is told"
    with open_lake(shared.address) as lake:
        lake.replace({RejectedArticles: rejected(7)})
        assert lake.read(RejectedArticles).height == 1


def test_a_refresh_and_other_writers_wait_for_each_other(shared: SharedLake) -> None:
    with (
        open_lake(shared.address),
        pytest.raises(AssertionError, match="Another refresh is writing to postgresql://127"),
        writer(shared, 1, 1),
    ):
        pass
    with writer(shared, 1, 1), writer(shared, 2, 1), pytest.raises(BusyError), open_lake(shared.address):
        pass


def test_whoever_shares_the_lake_may_not_replace_whole_tables(shared: SharedLake) -> None:
    with open_lake(shared.address):
        pass
    with open_lake(shared.address, is_shared=True) as lake, pytest.raises(LedgerError, match="one process at a time"):
        lake.replace({Cities: cities()})


def test_the_lock_is_taken_once_per_process_and_leaves_no_transaction_open(
    shared: SharedLake, postgres: Server
) -> None:
    asked = (
        "select count(*), string_agg(distinct state, ',') from pg_stat_activity "
        "where pid in (select pid from pg_locks where locktype = 'advisory')"
    )
    with lake_lock(shared.address), lake_lock(shared.address), open_lake(shared.address):
        assert postgres.ask(asked, shared.database) == "1|idle"
    assert postgres.ask(asked, shared.database) == "0|"


def test_who_lost_the_lock_writes_nothing(shared: SharedLake, postgres: Server) -> None:
    with open_lake(shared.address) as lake:
        lake.upsert({Cities: cities(("1", 1))})
        postgres.ask(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'",
            shared.database,
        )
        for write in (lake.upsert, lake.replace):
            with pytest.raises(LedgerError, match=r"was lost.*nothing of this step was written"):
                write({Cities: cities(("2", 2))})
        assert lake.read(Cities)["city_id"].to_list() == ["1"]
    with open_lake(shared.address) as lake:
        lake.upsert({Cities: cities(("2", 2))})


def test_files_go_to_the_bucket_in_parts_and_are_deleted_with_their_snapshots(
    shared: SharedLake, objects: Objects
) -> None:
    with open_lake(shared.address):
        pass
    with connected(shared.address) as connection:
        values = ", ".join(f"hash(range + {part})::varchar as column_{part}" for part in range(10))
        connection.execute(f"create table lake.main.large as select range, {values} from range(1_000_000)")
        assert "partNumber=2" in objects.log.read_text(encoding="utf-8")
        wanted = connection.execute("select sum(range), count(*) from lake.main.large where range % 2 = 0").fetchone()
        connection.execute("delete from lake.main.large where range % 2 = 1")
        assert connection.execute("select sum(range), count(*) from lake.main.large").fetchone() == wanted
        assert [key for key in objects.keys(shared.bucket) if "/large/" in key]
        connection.execute("drop table lake.main.large")
        connection.execute("call ducklake_expire_snapshots('lake', older_than => now() + interval 1 day)")
        connection.execute("call ducklake_cleanup_old_files('lake', cleanup_all => true)")
    assert [key for key in objects.keys(shared.bucket) if "/large/" in key] == []


def test_a_lake_that_is_missing_is_no_fault_and_one_out_of_reach_says_what_to_do(shared: SharedLake) -> None:
    refuse_unreadable_lake(shared.address)
    assert isinstance(shared.address.catalog, PostgresDatabase)
    elsewhere = replace(shared.address, catalog=replace(shared.address.catalog, port=9))
    stranger = replace(shared.address, catalog=replace(shared.address.catalog, password="an0ther"))
    for address, reason in ((elsewhere, "Connection refused"), (stranger, "password authentication failed")):
        for use in (refuse_unreadable_lake, lambda address: open_lake(address).__enter__()):
            with pytest.raises(LedgerError, match=rf"{reason}.*correct ECOSYSTEM_LAKE_CATALOG") as refused:
                use(address)
            assert PASSWORD not in str(refused.value)
            assert "an0ther" not in str(refused.value)


def test_files_elsewhere_than_the_catalog_says_are_refused(shared: SharedLake) -> None:
    with open_lake(shared.address):
        pass
    assert isinstance(shared.address.files, Bucket)
    moved = replace(shared.address, files=replace(shared.address.files, url="s3://elsewhere/"))
    with (
        pytest.raises(LedgerError, match=r"ECOSYSTEM_LAKE_FILES says, in s3://elsewhere/.*s3://lake"),
        open_lake(moved),
    ):
        pass


def test_a_server_that_goes_away_fails_the_step_and_nothing_else(objects: Objects) -> None:
    with server() as own:
        lake_of_its_own = SharedLake.create(own, objects)
        with pytest.raises(duckdb.Error) as failed, open_lake(lake_of_its_own.address) as lake:
            lake.upsert({Cities: cities(("1", 1))})
            own.crash()
            lake.upsert({Cities: cities(("2", 2))})
    assert PASSWORD not in str(failed.value)
