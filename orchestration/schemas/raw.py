"""Schema `raw`: articles as read from files, which of them are copies, and what could not be read."""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier, one_of
from orchestration.schemas.terms import COPY_KINDS, DATE_PRECISIONS, LANGUAGE_BASES


class Articles(LakeTable):
    """Articles with their cleaned text. Grain: one row per article (distinct file content)."""

    lake_schema: ClassVar[str] = "raw"
    lake_name: ClassVar[str] = "articles"

    article_id = identifier(
        "Hash of the bytes (of a part of an archive or export, those of the part): moved, it stays the same article.",
        primary_key=True,
    )
    source_uri = dy.String(
        description="Path of the file below the raw folder; `!/` leads into an archive, `#` to a record of an export."
    )
    file_uri = dy.String(description="Path of the file below the raw folder, with forward slashes.")
    title = dy.String(nullable=True, description="Headline, without the name of the site.")
    publisher = dy.String(nullable=True, description="Who published the article, from the meta file or the page.")
    author = dy.String(nullable=True, description="Byline.")
    address = dy.String(nullable=True, description="Web address that the meta file or the page states.")
    licence = dy.String(nullable=True, description="Licence that the meta file states.")
    published_on = dy.Date(nullable=True, description="Publication date; the first day of its period when not exact.")
    published_on_precision = dy.String(
        nullable=True, check=one_of(DATE_PRECISIONS), description="How exact published_on is: day, month or year."
    )
    published_on_basis = dy.String(
        nullable=True,
        check=one_of(("meta_file", "page_metadata", "dateline", "address")),
        description="Where the publication date was read.",
    )
    fetched_at = dy.Datetime(
        time_zone="UTC",
        nullable=True,
        description="When the article was fetched, if a feed or a web archive brought it.",
    )
    language = dy.String(description="ISO 639-1 code of the text's language; en, assumed, when nothing tells.")
    language_basis = dy.String(
        check=one_of(LANGUAGE_BASES), description="How the language is known: stated, detected, or assumed."
    )
    word_count = dy.Int64(description="Words of the cleaned text.")
    loaded_at = dy.Datetime(time_zone="UTC", description="When this content was first seen.")
    content_sha256 = dy.String(description="SHA-256 of the bytes that article_id is the hash of, in hex.")
    text = dy.String(description="Cleaned text; offsets count into it, in Unicode code points.")


class ArticleCopies(LakeTable):
    """Files and articles that repeat another article; no facts are read from them. Grain: one row per copy."""

    lake_schema: ClassVar[str] = "raw"
    lake_name: ClassVar[str] = "article_copies"

    copy_id = identifier("Hash of source_uri and article_id.", primary_key=True)
    source_uri = dy.String(description="Where the copy stands below the raw folder.")
    article_id = identifier("The copy; the same as canonical_article_id where the bytes are the same.")
    canonical_article_id = identifier("The article that it repeats, which is never a copy itself.")
    kind = dy.String(
        check=one_of(COPY_KINDS),
        description="same_file (equal bytes), same_text, near_copy, or older_version (a newer one has its address).",
    )
    similarity = dy.Float64(
        min=0, max=1, description="Share of their sequences of words that both texts have; 1 is all."
    )


class Files(LakeTable):
    """Files below the raw folder, other than meta files. Grain: one row per file."""

    lake_schema: ClassVar[str] = "raw"
    lake_name: ClassVar[str] = "files"

    file_uri = dy.String(primary_key=True, description="Path below the raw folder, with forward slashes.")
    content_sha256 = dy.String(
        nullable=True, description="SHA-256 of the bytes, in hex; null when they were not read, or not to their end."
    )
    meta_sha256 = dy.String(nullable=True, description="SHA-256 of its meta file's bytes, if it has one.")
    reader_version = dy.String(description="Version of the reader; a file is read again when it differs.")
    article_count = dy.Int64(min=0, description="Articles and copies that were read from it.")
    rejected_count = dy.Int64(min=0, description="What of it was rejected: itself, or parts of it.")


class RejectedArticles(LakeTable):
    """Files, or parts of one, that could not become an article. Grain: one row per file or part, and reason."""

    lake_schema: ClassVar[str] = "raw"
    lake_name: ClassVar[str] = "rejected_articles"

    rejection_id = identifier("Hash of source_uri and reason.", primary_key=True)
    source_uri = dy.String(description="Path of the file below the raw folder, or a place in it (`!/`, `#`).")
    file_uri = dy.String(description="Path of the file below the raw folder.")
    reason = dy.String(description="Short code: empty, binary, encoding, unknown_type, malformed_meta, too_slow, ...")
    message = dy.String(description="What is wrong and what to do about it, for a person.")
    text = dy.String(nullable=True, description="The start of what was found, where it helps.")


RAW_TABLES: tuple[type[LakeTable], ...] = (Articles, ArticleCopies, Files, RejectedArticles)
