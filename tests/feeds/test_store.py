"""What lies on the disk after a fetch, under which name, and what a kill leaves."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from orchestration.feeds.file_names import LONGEST_HOST, LONGEST_SLUG, file_name, folder_name, suffix
from orchestration.feeds.models import Fetched
from orchestration.feeds.pair_meta import LONGEST_HEADERS, PairMeta, headers_text, read_pair_meta, write_pair_meta
from orchestration.feeds.store import Store, StoreError
from orchestration.load.meta_files import Meta, is_meta_file, meta_files_in_use
from orchestration.load.scan import scan
from orchestration.load.yaml_texts import read_mapping
from tests.feeds.power import PowerCut, cut_at

AT = datetime(2026, 1, 5, 12, 30, 1, 250_000, tzinfo=UTC)
PAGE = "https://quay.example.org/news/Lab%20opens.html?id=1"
SAFE = re.compile(r"[a-z0-9][a-z0-9.-]*")


def answer(body: bytes = b"<html>Lab</html>", address: str = PAGE, at: datetime = AT, **headers: str) -> Fetched:
    stated = {"content-type": "text/html; charset=latin-1", "set-cookie": "id=7", "etag": '"e"', **headers}
    return Fetched(address, address, 200, tuple(stated.items()), body, at)


def meta(fetched: Fetched, asked: str = "https://quay.example.org/r?utm_source=x") -> PairMeta:
    text = headers_text(asked, fetched)
    return PairMeta(asked, fetched.address, fetched.at, text, "Quay: Times", "CC0-1.0", "Ünïted", date(2026, 1, 4))


def visible(raw: Path) -> list[str]:
    return [file.name for file in scan(raw)]


def test_the_body_is_stored_untouched_with_its_meta_file(tmp_path: Path) -> None:
    body = b"<html>caf\xe9\r\n\x00"
    uri = Store(tmp_path).put(answer(body), meta(answer(body)))
    assert re.fullmatch(r"fetched/quay\.example\.org/2026-01-05/lab-opens-[0-9a-f]{8}\.html", uri)
    assert (tmp_path / uri).read_bytes() == body
    assert visible(tmp_path) == [uri, uri + ".meta.yml"]
    assert meta_files_in_use([uri], [uri + ".meta.yml"]) == {uri: uri + ".meta.yml"}


def test_the_meta_file_says_what_the_loading_reads(tmp_path: Path) -> None:
    written = write_pair_meta(meta(answer()))
    values = yaml.safe_load(written)
    assert values.pop("fetched") == "2026-01-05T12:30:01.250000+00:00"
    lines = values.pop("headers").splitlines()
    assert lines == [
        "GET https://quay.example.org/r?utm_source=x",
        "HTTP 200",
        "content-type: text/html; charset=latin-1",
        'etag: "e"',
    ]
    read = Meta.model_validate(values)
    assert (read.publisher, read.licence, read.title, read.address) == ("Quay: Times", "CC0-1.0", "Ünïted", PAGE)
    assert read.published is not None
    assert (read.published.on, read.published.precision) == (date(2026, 1, 4), "day")
    assert read_pair_meta(written) == meta(answer())


def test_headers_are_bounded_and_of_one_line_each() -> None:
    text = headers_text(PAGE, answer(a="x" * 3_000, b="one\r\ntwo\u2028", **{f"h{n}": "y" * 1_000 for n in range(50)}))
    assert len(text) < LONGEST_HEADERS + 2_000
    assert "b: one  two" in text.splitlines()
    assert not any(line.startswith("a:") for line in text.splitlines())


@pytest.mark.parametrize("content", [b"publisher: Quay", b"fetched: today\nheaders: x", b"[", b"\xff", b"fetched: 1"])
def test_meta_files_that_a_person_wrote_are_not_ours(content: bytes) -> None:
    assert read_pair_meta(content) is None


HOSTILE = (
    "../../etc/passwd",
    "%2e%2e%2f%2e%2e/.ssh",
    "a..b...c",
    "x" * 300,
    "-" * 90 + ".a",
    ".hidden",
    "con",
    "a\x00b",
)


@given(some.text() | some.sampled_from(HOSTILE))
def test_names_hold_nothing_from_the_network_unescaped(text: str) -> None:
    for address in (text, f"https://{text}/", f"https://quay.example.org/{text}", f"https://q.example.org/a?{text}"):
        folder, name = folder_name(address), file_name(address, b"x", text)
        assert SAFE.fullmatch(folder)
        assert SAFE.fullmatch(name)
        assert ".." not in folder + name
        assert len(folder) <= LONGEST_HOST
        assert len(name) <= LONGEST_SLUG + 20
        assert not is_meta_file(name)


def test_names_tell_addresses_and_bodies_apart() -> None:
    names = {file_name(f"https://q.example.org/{page}/index", body, "") for page in "ab" for body in (b"1", b"2")}
    assert len(names) == 4
    assert file_name("https://q.example.org/a#x", b"1", "") == file_name("https://q.example.org:443/a", b"1", "")


@pytest.mark.parametrize(
    ("body", "content_type", "ending"),
    [
        (b"%PDF-1.7", "text/html", ".pdf"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "application/octet-stream", ".html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "application/xhtml+xml", ".html"),
        (b"<?xml version='1.0'?><rss>", "", ".xml"),
        (b"hello", "Text/Plain; charset=utf-8", ".txt"),
        (b"<p>hello", "text/html", ".html"),
        (b"MZ", "application/x-msdownload", ".bin"),
        (b"x", "../../etc", ".bin"),
    ],
)
def test_endings(body: bytes, content_type: str, ending: str) -> None:
    assert suffix(body, content_type) == ending


def test_twice_the_same_is_one_file_and_a_change_is_another(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.put(answer(), meta(answer()))
    assert store.put(answer(), meta(answer())) == first
    second = store.put(answer(b"<html>changed"), meta(answer(b"<html>changed")))
    assert len(visible(tmp_path)) == 4
    assert (tmp_path / first).read_bytes() == b"<html>Lab</html>"
    assert (tmp_path / second).read_bytes() == b"<html>changed"


def test_nothing_is_overwritten_when_names_collide(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.put(answer(), meta(answer()))
    (tmp_path / first).write_bytes(b"edited by a person")
    again = store.put(answer(), meta(answer()))
    assert again != first
    assert (tmp_path / first).read_bytes() == b"edited by a person"


def test_a_power_cut_at_any_step_leaves_the_whole_pair_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(1, 100):
        raw = tmp_path / str(step)
        raw.mkdir()
        store = Store(raw)
        with monkeypatch.context() as patched:
            steps = cut_at(step, patched)
            try:
                store.put(answer(), meta(answer()))
            except PowerCut:
                bodies = [name for name in visible(raw) if not is_meta_file(name)]
                assert all(f"{name}.meta.yml" in visible(raw) for name in bodies)
        again = Store(raw)
        again.clean()
        assert len(visible(raw)) in (0, 2)
        assert not list(raw.rglob(".*"))
        assert len(list(again.pairs(None, frozenset()))) == len(visible(raw)) / 2
        if steps.count < step:
            break
    assert step > 10


def test_the_meta_file_is_on_the_disk_before_the_body_is_visible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut may keep the second rename and lose the first."""
    done: list[str] = []
    rename, fsync = Path.replace, os.fsync
    monkeypatch.setattr(Path, "replace", lambda path, target: done.append(Path(target).suffix) or rename(path, target))
    monkeypatch.setattr(os, "fsync", lambda number: done.append("fsync") or fsync(number))
    Store(tmp_path).put(answer(), meta(answer()))
    folders, files = ["fsync"] * 3, ["fsync"] * 2
    assert done == [*folders, *files, ".yml", "fsync", ".html", "fsync"]


def test_cleaning_leaves_what_people_put_there(tmp_path: Path) -> None:
    folder = tmp_path / "fetched" / "quay.example.org" / "2026-01-05"
    folder.mkdir(parents=True)
    (folder / "note.txt.meta.yml").write_text("publisher: Quay Times\n")
    (folder / ".hidden").write_text("x")
    (folder / ".a.html.part").write_text("x")
    (folder / "a.html.meta.yml").write_bytes(write_pair_meta(meta(answer())))
    assert Store(tmp_path).clean() == 2
    assert sorted(path.name for path in folder.iterdir()) == [".hidden", "note.txt.meta.yml"]


def test_pairs_of_a_day_and_later_that_are_not_known(tmp_path: Path) -> None:
    store = Store(tmp_path)
    days = [answer(at=AT.replace(day=day)) for day in (4, 5, 6)]
    uris = [store.put(fetched, meta(fetched)) for fetched in days]
    assert [pair.source_uri for pair in store.pairs(None, frozenset())] == uris
    assert [pair.source_uri for pair in store.pairs(date(2026, 1, 5), frozenset([uris[2]]))] == [uris[1]]
    (pair,) = store.pairs(date(2026, 1, 6), frozenset())
    assert (pair.meta.asked, pair.meta.fetched) == ("https://quay.example.org/r?utm_source=x", days[2].at)
    assert pair.meta.header("etag") == '"e"'


@pytest.fixture(name="folder")
def fixture_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "fetched" / "quay.example.org" / "2026-01-05"
    folder.mkdir(parents=True)
    return folder


def test_odd_things_under_the_name_of_a_meta_file_are_left_alone(tmp_path: Path, folder: Path) -> None:
    written = write_pair_meta(meta(answer()))
    (folder / "empty.html.meta.yml").touch()
    (folder / "folder.html.meta.yml").mkdir()
    (folder / "link.html.meta.yml").symlink_to("nowhere")
    (folder / "huge.html.meta.yml").write_bytes(written + b"#" * (64 << 10))
    (folder / "half.html.meta.yml").write_bytes(written.replace(b"Quay: Times'", b"'").replace(b"'", b'"\\ud800"', 1))
    pipe = folder / "pipe.html.meta.yml"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(written,), daemon=True)
    writer.start()
    try:
        names = {path.name for path in folder.iterdir()}
        assert Store(tmp_path).clean() == 0
        for name in names:
            (folder / name.removesuffix(".meta.yml")).write_text("<html>")
        assert list(Store(tmp_path).pairs(None, frozenset())) == []
        assert names < {path.name for path in folder.iterdir()}
    finally:
        reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # else the writer would wait for ever
        writer.join()
        os.close(reading)


@pytest.mark.parametrize("content", [b"", b"\n# nothing\n", b'"\\ud800": x', b'publisher: "\\udfff"'])
def test_meta_files_that_say_nothing_that_a_table_could_hold(content: bytes) -> None:
    assert isinstance(read_mapping(content), str)
    assert read_pair_meta(content) is None


def test_bodies_that_cannot_be_read_are_no_pairs(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.html").mkdir()
    (folder / "a.html.meta.yml").write_bytes(write_pair_meta(meta(answer())))
    assert list(Store(tmp_path).pairs(None, frozenset())) == []
    uri = Store(tmp_path).put(answer(), meta(answer()))

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    for place, name in ((hashlib, "file_digest"), (Path, "read_bytes")):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, denied)
            assert list(Store(tmp_path).pairs(None, frozenset())) == []
    monkeypatch.setattr(hashlib, "file_digest", denied)
    assert Store(tmp_path).put(answer(), meta(answer())) != uri  # what it holds is not known


def test_a_pair_that_was_renamed_has_a_path_that_tables_can_hold(tmp_path: Path, folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.html")).write_text("<html>")
    (folder / os.fsdecode(b"\xff.html.meta.yml")).write_bytes(write_pair_meta(meta(answer())))
    (pair,) = Store(tmp_path).pairs(None, frozenset())
    assert pair.source_uri == scan(tmp_path)[0].name
    assert pair.source_uri.encode().endswith(b"/\\xff.html")


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "fetched").write_text("a file in the place of the folder")
    with pytest.raises(StoreError, match="access") as raised:
        Store(tmp_path).put(answer(), meta(answer()))
    problem = raised.value.problem
    assert (problem.reason, problem.message) == ("not_writable", str(raised.value))
    assert problem.message.startswith("fetched")
    assert str(tmp_path) not in problem.message


def test_a_disk_that_fails_elsewhere_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int) -> None:
        raise OSError(5, "Input/output error", str(tmp_path.parent))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=r"\Afetched can't be written \(Input/output error\)"):
        Store(tmp_path).put(answer(), meta(answer()))


def test_what_cannot_be_removed_is_told_of(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".a.html.part").touch()

    def denied(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", denied)
    with pytest.raises(StoreError, match=r"2026-01-05/\.a\.html\.part can't be written \(Permission denied\)"):
        Store(tmp_path).clean()


def test_no_folder_yet(tmp_path: Path) -> None:
    assert Store(tmp_path).clean() == 0
    assert list(Store(tmp_path).pairs(None, frozenset())) == []
