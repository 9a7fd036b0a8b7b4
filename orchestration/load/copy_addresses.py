"""Addresses under which articles were found, and which of the articles at one address is the newest.

No network: addresses are only compared.
"""

from __future__ import annotations

from urllib.parse import urlsplit

# What servers answer with when only the site is asked for.
FRONT_PAGES = frozenset({"", "/index.html", "/index.htm", "/index.php", "/home"})


def address_key(address: str | None) -> str | None:
    """The same for all spellings of an address; None when it is none, or leads to a site's front page.

    Scheme, "www.", fragment, closing slash, the order of the query and the parts of it that only count visitors
    (utm_source, fbclid ...) make no difference.
    """
    from courlan import normalize_url  # 100 ms

    try:
        parts = urlsplit(normalize_url((address or "").strip(), trailing_slash=False))
        host = (parts.hostname or "").removeprefix("www.") + (f":{parts.port}" if parts.port else "")
    except ValueError:  # "https://[", or a port that is no number
        return None
    path = parts.path.rstrip("/")
    if parts.scheme not in ("http", "https") or not parts.hostname or (path in FRONT_PAGES and not parts.query):
        return None
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"
