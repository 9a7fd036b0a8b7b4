"""Schema `feeds`: the state of polling, and with it the queue of articles that are yet to be fetched."""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier, one_of

FEED_KINDS = ("feed", "sitemap", "page")
POLL_STATUSES = ("new", "read", "unchanged", "failed")
FETCH_STATUSES = ("waiting", "outdated", "fetched", "failed", "given_up")


class Polls(LakeTable):
    """Feeds, sitemaps and pages that are polled. Grain: one row per entry of raw/feeds.yml."""

    lake_schema: ClassVar[str] = "feeds"
    lake_name: ClassVar[str] = "polls"

    feed_id = identifier("Hash of the address, compared as in feeds.fetches.", primary_key=True)
    address = dy.String(description="Address as listed.")
    kind = dy.String(
        nullable=True, check=one_of(FEED_KINDS), description="feed, sitemap or page; null until it is known."
    )
    publisher = dy.String(nullable=True, description="Publisher that the entry states.")
    filter_hash = dy.String(
        nullable=True,
        description="Hash of filter, since and kind when it was read last; with another one it is read whole again.",
    )
    interval_minutes = dy.Int64(description="Minutes between two polls, as listed.")
    last_polled_at = dy.Datetime(time_zone="UTC", nullable=True, description="When it was asked for last.")
    last_success_at = dy.Datetime(
        time_zone="UTC", nullable=True, description="When it was last read as a whole, or found unchanged."
    )
    last_new_at = dy.Datetime(
        time_zone="UTC", nullable=True, description="When it last listed an address, or a page, that was not known."
    )
    etag = dy.String(nullable=True, description="ETag of what was read last, for a conditional request.")
    last_modified = dy.String(nullable=True, description="Last-Modified of what was read last, for the same.")
    status = dy.String(
        check=one_of(POLL_STATUSES), description="What the last poll gave: new (never polled), read, unchanged, failed."
    )
    problem = dy.String(nullable=True, description="Short code of what is wrong: not_a_feed, timeout, robots, ...")
    message = dy.String(nullable=True, description="What is wrong and what to do about it, for a person.")
    failures = dy.Int64(description="Polls that failed in a row.")
    retry_at = dy.Datetime(time_zone="UTC", nullable=True, description="When it is polled again after a failure.")
    entry_count = dy.Int64(nullable=True, description="Addresses that it listed when it was read last.")


class Fetches(LakeTable):
    """Addresses that feeds list, those to be fetched and those that were. Grain: one row per address."""

    lake_schema: ClassVar[str] = "feeds"
    lake_name: ClassVar[str] = "fetches"

    fetch_id = identifier("Hash of the address without fragment, default port and utm_ parameters.", primary_key=True)
    feed_id = dy.String(
        nullable=True, description="Feed that listed it first and is still listed; null when none of today's is known."
    )
    address = dy.String(description="Address as listed; this one is asked for.")
    final_address = dy.String(nullable=True, description="Address that answered, after redirects.")
    title = dy.String(nullable=True, description="Title that the feed states.")
    published_on = dy.Date(nullable=True, description="Day of publication that the feed states.")
    updated_at = dy.Datetime(time_zone="UTC", nullable=True, description="Last update that the feed states.")
    first_listed_at = dy.Datetime(time_zone="UTC", description="When a feed first listed it.")
    fetched_at = dy.Datetime(
        time_zone="UTC",
        nullable=True,
        description="When the server last answered with the page, or that it is the same.",
    )
    status = dy.String(
        check=one_of(FETCH_STATUSES),
        description="waiting (never fetched), outdated (the feed states an update), fetched, failed, given_up.",
    )
    etag = dy.String(nullable=True, description="ETag of the stored page, for a conditional request.")
    last_modified = dy.String(nullable=True, description="Last-Modified of the stored page, for the same.")
    content_sha256 = dy.String(nullable=True, description="SHA-256 of the stored page's bytes, in hex.")
    source_uri = dy.String(nullable=True, description="Path of the newest stored page below the raw folder.")
    attempts = dy.Int64(description="Attempts that failed since the last success.")
    problem = dy.String(nullable=True, description="Short code of the last failure: status_404, timeout, robots, ...")
    message = dy.String(nullable=True, description="What went wrong and what to do about it, for a person.")
    retry_at = dy.Datetime(
        time_zone="UTC",
        nullable=True,
        description="When it is asked for next; null when it is not, or waits until its feed is polled again.",
    )


class RejectedFeeds(LakeTable):
    """Entries of raw/feeds.yml that can't be polled. Grain: one row per entry and reason."""

    lake_schema: ClassVar[str] = "feeds"
    lake_name: ClassVar[str] = "rejected_feeds"

    rejection_id = identifier("Hash of reason and message.", primary_key=True)
    reason = dy.String(description="Short code: malformed_feeds, contact_missing, no_permission, not_writable.")
    message = dy.String(description="What is wrong and what to do about it, for a person.")


FEED_TABLES: tuple[type[LakeTable], ...] = (Polls, Fetches, RejectedFeeds)
