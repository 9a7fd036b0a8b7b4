"""Which addresses may be fetched, and which machines may be connected to. Pure: no name is looked up here.

An address is checked before anything is asked, and again after every redirect; what its host resolves to is checked by
`transport` when it connects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from orchestration.load.models import Problem

PORTS = {"http": 80, "https": 443}
LONGEST = 2048  # the longest address that a sitemap may hold
HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
USER = re.compile(r"\A((?:[^/\\?#]*[/\\]{1,3})?)[^/\\?#]*@")  # with or without scheme, and with slashes of any kind
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = re.compile(rf"(?=.{{1,253}}\Z){LABEL}(?:\.{LABEL})*")
NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")

# Not, or not in every Python, marked as special by the standard library, and still not the open web: 6to4 relays, and
# the addresses at which two clouds answer their own machines (192.0.0.192 and 168.63.129.16). All IPv6 outside 2000::/3
# is refused, and in it the ways of writing an IPv4 address.
CLOSED_IPV4 = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"), ip_network("168.63.129.16/32"))
OPEN_IPV6 = ip_network("2000::/3")
CLOSED_IPV6 = (ip_network("2001::/23"), ip_network("2002::/16"), ip_network("3fff::/20"))


@dataclass(frozen=True)
class Address:
    """A normalized address: lower-case ASCII host, no user, no fragment, the port only where it is unusual."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address and in the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.origin + self.target

    def is_allowed_by(self, hosts: frozenset[str]) -> bool:
        """Is the host among those that may be private and have any port?"""
        return self.host in hosts or f"{self.host}:{self.port}" in hosts


def parse_address(text: str, allowed_hosts: frozenset[str], base: Address | None = None) -> Address | Problem:
    """The address that `text` states; with `base`, `text` may be relative to it, as in a redirect."""
    if len(text) > LONGEST:
        return _refused(f"It is longer than {LONGEST} characters.")
    if HIDDEN.search(text):
        return _refused("It holds white space, a backslash or a hidden character: take it out, or write it as %20.")
    address = _split(text, base)
    if isinstance(address, Problem) or address.is_allowed_by(allowed_hosts):
        return address
    if address.port not in PORTS.values():
        return _refused(
            f"Port {address.port} is not the web's. If it is meant, name the host in ECOSYSTEM_FEEDS_ALLOWED_HOSTS."
        )
    if _is_ip(address.host) and not is_public(address.host):
        return _refused(
            f"{address.host} is no address of the open web. If it is meant, name it in ECOSYSTEM_FEEDS_ALLOWED_HOSTS."
        )
    return address


def is_public(ip: str) -> bool:
    """Is this the IP address of a machine on the open web, and not of this machine, its network or its cloud?"""
    number = ip_address(ip)
    if number.is_multicast or number.is_reserved or not number.is_global:
        return False
    if isinstance(number, IPv4Address):
        return not any(number in network for network in CLOSED_IPV4)
    return number in OPEN_IPV6 and not any(number in network for network in CLOSED_IPV6)


def shown(text: str) -> str:
    """An address as it may stand in messages: without user and password, control characters escaped, not endless."""
    return USER.sub(r"\1", text).encode("unicode_escape").decode()[:LONGEST]


def _split(text: str, base: Address | None) -> Address | Problem:
    import httpx  # 100 ms or more

    try:
        url = httpx.URL(str(base)).join(text) if base else httpx.URL(text)
        host, target = url.raw_host.decode(), url.raw_path.decode()
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: a name that IDNA or Unicode does not allow
        return _refused(f"It is not well-formed ({type(error).__name__}). Correct it.")
    if url.scheme not in PORTS:
        return _refused("Only http and https are fetched. Write the address with one of them.")
    if url.userinfo or USER.match(text):  # httpx drops an empty user
        return _refused("It holds a user or a password. Take them out: nothing is fetched with credentials.")
    name = _host(host)
    port = PORTS[url.scheme] if url.port is None else url.port
    if name is None or not 0 < port < 65536:
        return _refused("Its host or port is not well-formed. Correct it.")
    return Address(url.scheme, name, port, target)


def _host(host: str) -> str | None:
    """The host's one spelling; None for what is no name and for odd spellings of IP addresses (127.1, 0x7f.1)."""
    name = host.lower().removesuffix(".")
    if _is_ip(name):
        return None if "%" in name else ip_address(name).compressed
    if not HOST.fullmatch(name) or NUMBER.fullmatch(name.rpartition(".")[2]):
        return None
    return name


def _is_ip(host: str) -> bool:
    try:
        return isinstance(ip_address(host), IPv4Address | IPv6Address)
    except ValueError:
        return False


def _refused(message: str) -> Problem:
    return Problem("refused_address", f"The address was refused. {message}")
