"""Schema `raw`: articles as read from files, and the files that could not be read."""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier, one_of
from orchestration.schemas.terms import DATE_PRECISIONS


class Articles(LakeTable):
    """Articles with their cleaned text. Grain: one row per article (distinct file content)."""

    lake_schema: ClassVar[str] = "raw"
    lake_name: ClassVar[str] = "articles"

    article_id = identifier(
        "Hash of the file's bytes: a moved or renamed file stays the same article.", primary_key=True
    )
    source_uri = dy.String(description="Path of the file below the raw folder, with forward slashes.")
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
    language = dy.String(
        nullable=True, description="ISO 639-1 code that the meta file or the page states; en when unsaid."
    )
    word_count = dy.Int64(description="Words of the cleaned text.")
    loaded_at = dy.Datetime(time_zone="UTC", description="When this content was first seen.")
    content_sha256 = dy.String(description="SHA-256 of the file's bytes, in hex.")
    text = dy.String(description="Cleaned text; offsets count into it, in Unicode code points.")


class RejectedArticles(LakeTable):
    """Files that could not become an article or a meta file. Grain: one row per file and reason."""

    lake_schema: ClassVar[str] = "raw"
    lake_name: ClassVar[str] = "rejected_articles"

    rejection_id = identifier("Hash of source_uri and reason.", primary_key=True)
    source_uri = dy.String(description="Path of the file below the raw folder.")
    reason = dy.String(description="Short code: empty, binary, encoding, duplicate, unknown_type, malformed_meta, ...")
    message = dy.String(description="What is wrong and what to do about it, for a person.")
    text = dy.String(nullable=True, description="The start of what was found, where it helps.")


RAW_TABLES: tuple[type[LakeTable], ...] = (Articles, RejectedArticles)
