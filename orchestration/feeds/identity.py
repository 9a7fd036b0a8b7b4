"""Which two addresses are the same page, and the ids of feeds and addresses. For comparing, not for asking."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from orchestration.feeds.addresses import PORTS
from orchestration.schemas.ids import stable_id

CAMPAIGN = "utm_"  # added by newsletters and feeds to count readers; the page is the same with and without


def plain_address(address: str) -> str:
    """The address without what does not change the page: fragment, default port, campaign parameters, case of the host.

    For comparing only: what is asked for stays as it was listed. Text that is no address comes back without blanks.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = _host(parts)
    except ValueError:  # a broken IPv6 address, a port that is no number
        return address
    query = "&".join(part for part in parts.query.split("&") if not part.lower().startswith(CAMPAIGN))
    return parts._replace(netloc=host, path=parts.path or "/", query=query, fragment="").geturl()


def is_web_address(address: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in PORTS and bool(parts.hostname) and not any(map(str.isspace, address))
    except ValueError:
        return False


def host_of(address: str) -> str:
    """The host with its port, where it is an unusual one; empty for what is no address."""
    try:
        return _host(urlsplit(address.strip()))
    except ValueError:
        return ""


def feed_id(address: str) -> str:
    """The id of the feed at an address."""
    return stable_id("feed", plain_address(address))


def fetch_id(address: str) -> str:
    """The id of an address that a feed lists."""
    return stable_id("fetch", plain_address(address))


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    name = f"[{name}]" if ":" in name else name
    port = parts.port
    return name if port in (None, PORTS.get(parts.scheme)) else f"{name}:{port}"
