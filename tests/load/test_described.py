"""Meta files that cannot be read, that lie beside nothing, or beside several files: each is used, or told about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestration.load.described import describe
from orchestration.load.meta_files import LARGEST
from orchestration.load.models import FoundFile, Problem
from tests.load.helpers import BODY, file

ARTICLE = file("a.txt", BODY)
META = file("a.meta.yml", "author: Ada")


def refuse() -> bytes:
    raise PermissionError


def explode() -> bytes:
    raise AssertionError("read")


def test_a_meta_file_is_used_and_is_no_file_to_read() -> None:
    found = describe([META, ARTICLE])
    (described,) = found.files
    assert (described.file, described.meta and described.meta.author) == (ARTICLE, "Ada")
    assert (found.metas_used, found.rejections) == (1, ())


@pytest.mark.parametrize(
    ("meta", "reason"),
    [
        (FoundFile("a.meta.yml", 9, refuse), "no_permission"),
        (FoundFile("a.meta.yml", 9, explode, Problem("broken_link", "The link leads to nothing.")), "broken_link"),
        (FoundFile("a.meta.yml", LARGEST + 1, explode), "malformed_meta"),
        (file("a.meta.yml", b"author: \xff\xfe\0"), "malformed_meta"),
        (file("b.meta.yml", "author: Ada"), "orphan_meta"),
    ],
    ids=["locked", "broken link", "too large to be read", "no text", "beside nothing"],
)
def test_what_cannot_be_used_is_rejected_and_the_article_stays(meta: FoundFile, reason: str) -> None:
    found = describe([ARTICLE, meta])
    assert [(each.file, each.meta) for each in found.files] == [(ARTICLE, None)]
    assert [(each.source_uri, each.reason) for each in found.rejections] == [(meta.name, reason)]
    assert found.metas_used == 0


def test_an_orphan_that_cannot_be_opened_tells_what_the_scan_found() -> None:
    link = replace(file("nobody.meta.yml", ""), problem=Problem("outside", "The link leads out of the raw folder."))
    assert [each.reason for each in describe([link]).rejections] == ["outside"]


def test_two_files_of_one_stem_share_a_meta_file_that_counts_once() -> None:
    found = describe([META, ARTICLE, file("a.md", BODY)])
    assert {each.meta_sha256 for each in found.files} == {found.files[0].meta_sha256}
    assert (len(found.files), found.metas_used) == (2, 1)


def test_a_malformed_meta_file_has_a_hash_so_that_its_correction_is_noticed() -> None:
    before, after = (describe([ARTICLE, file("a.meta.yml", text)]).files[0] for text in ("author: [", "author: Bo"))
    assert before.meta is None
    assert None not in (before.meta_sha256, after.meta_sha256)
    assert before.meta_sha256 != after.meta_sha256
