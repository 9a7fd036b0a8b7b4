from __future__ import annotations

import pytest

from orchestration.feeds.addresses import Address, parse_address
from orchestration.feeds.exchange import Response
from orchestration.feeds.models import Failure, Limits
from orchestration.feeds.redirects import follow

INSIDE = Limits(allowed_hosts=frozenset({"wiki.inside.example"}))


def followed(first: str, locations: dict[str, str], limits: Limits = INSIDE) -> str | Failure:
    """The address at the end; `locations` say what redirects where."""

    def visit(address: Address) -> Response:
        location = locations.get(str(address))
        return Response(200, ()) if location is None else Response(301, (("location", location),))

    address = parse_address(first, limits.allowed_hosts)
    assert isinstance(address, Address)
    result = follow(address, visit, limits)
    return result if isinstance(result, Failure) else str(result[0])


def test_upwards_to_https_and_not_down_again() -> None:
    assert followed("http://a.example/", {"http://a.example/": "https://a.example/"}) == "https://a.example/"
    assert_refused(followed("https://a.example/", {"https://a.example/": "http://a.example/b"}), "redirects")


def test_the_web_does_not_lead_into_allowed_hosts() -> None:
    inside = "https://wiki.inside.example/"
    assert followed(inside, {inside: "/page"}) == inside + "page"
    assert_refused(followed("https://a.example/", {"https://a.example/": inside}), "refused_address")
    way = {inside: "https://a.example/", "https://a.example/": inside + "secret"}
    assert_refused(followed(inside, way), "refused_address")


@pytest.mark.parametrize("location", ["/ä", "/\xc3\xa4", "/%C3%A4"])
def test_letters_beyond_ascii_in_a_location(location: str) -> None:
    assert followed("https://a.example/", {"https://a.example/": location}) == "https://a.example/%C3%A4"


def test_a_fragment_makes_no_new_address() -> None:
    assert_refused(followed("https://a.example/", {"https://a.example/": "/#top"}), "redirects")


def assert_refused(result: str | Failure, reason: str) -> None:
    assert isinstance(result, Failure)
    assert result.reason == reason
