from __future__ import annotations

import pytest

from orchestration.feeds.addresses import Address, is_public, parse_address, shown
from orchestration.load.models import Problem
from orchestration.settings import Settings

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("https://News.Example", "https://news.example/"),
        ("HTTP://news.example:80/a/../b?q=1#part", "http://news.example/b?q=1"),
        ("https://news.example:443/", "https://news.example/"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://news.example./a", "https://news.example/a"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:2800:21F::1]/", "http://[2606:2800:21f::1]/"),
    ],
)
def test_an_address_has_one_spelling(written: str, normalized: str) -> None:
    assert str(parse_address(written, NONE)) == normalized


@pytest.mark.parametrize(
    "written",
    [
        "ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)", "//news.example/", "news.example", "",
        "http:///a", "http://", "http://[::1", "http://a..example/", "http://-a.example/", "http://%31.example/",
        f"http://{'a' * 64}.example/", f"http://{'a.' * 130}example/", "http://news.example/" + "a" * 2048,
        "http://news.example:0/", "http://news.example:99999/", "http://xn--\u0301.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(written: str) -> None:
    assert_refused(written)


@pytest.mark.parametrize("user", ["reader:secret@", "reader@", ":secret@", "@"])
def test_users_and_passwords_are_refused_and_not_shown(user: str) -> None:
    problem = assert_refused(f"https://{user}news.example/")
    assert "secret" not in problem.message
    assert shown(f"https://{user}news.example/a@b") == "https://news.example/a@b"
    assert shown(f"http:\\\\{user}news.example") == "http:\\\\\\\\news.example"


def test_a_name_in_the_path_is_no_user() -> None:
    assert str(parse_address("https://news.example/@reader", NONE)) == "https://news.example/@reader"
    assert shown("https://news.example/@reader") == "https://news.example/@reader"


@pytest.mark.parametrize("hidden", [" ", "\t", "\r\nX-Evil: 1", "\0", "\x7f", "\u200b", "\u202e", "\u00a0", "\\"])
def test_white_space_and_hidden_characters_are_refused(hidden: str) -> None:
    assert_refused(f"https://news.example/a{hidden}b")
    assert_refused(f"https://news.example{hidden}/")


def test_messages_show_no_control_characters() -> None:
    assert shown("http://a\r\n\x1b[31m") == "http://a\\r\\n\\x1b[31m"


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 8443])
def test_other_ports_are_for_allowed_hosts(port: int) -> None:
    address = f"http://news.example:{port}/"
    assert_refused(address)
    assert str(parse_address(address, frozenset({"news.example"}))) == address
    assert str(parse_address(address, frozenset({f"news.example:{port}"}))) == address
    assert isinstance(parse_address(address, frozenset({"news.example:1"})), Problem)


@pytest.mark.parametrize(
    "host", ["0x7f.1", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "127.0.0.1.", "127。0。0。1", "0",
             "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[fe80::1%25eth0]", "[::1]", "[64:ff9b::7f00:1]",
             "news.example.0x1", "[2606:4700::1111%25eth0]"],
)  # fmt: skip
def test_no_odd_spelling_of_a_private_address_passes(host: str) -> None:
    assert_refused(f"http://{host}/")


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "0.0.0.0", "255.255.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "192.0.2.1",
        "198.18.0.1", "198.51.100.1", "192.88.99.1", "168.63.129.16", "192.0.0.192",
        "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "3fff::1",
        "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "100::1",
        "5f00::1",
    ],
)  # fmt: skip
def test_what_is_not_on_the_open_web(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00::1"])
def test_what_is_on_the_open_web(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_ports_that_there_are_not(port: str) -> None:
    assert isinstance(parse_address(f"http://news.example:{port}/", frozenset({"news.example"})), Problem)


def test_a_redirect_may_be_relative() -> None:
    base = parse_address("https://news.example/a/b?q=1", NONE)
    assert isinstance(base, Address)
    assert str(parse_address("../c", NONE, base)) == "https://news.example/c"
    assert str(parse_address("//other.example/x", NONE, base)) == "https://other.example/x"
    assert isinstance(parse_address("//127.0.0.1/x", NONE, base), Problem)


def assert_refused(written: str) -> Problem:
    problem = parse_address(written, NONE)
    assert isinstance(problem, Problem)
    assert problem.reason == "refused_address"
    return problem


def test_hosts_are_allowed_however_the_settings_spell_them() -> None:
    hosts = Settings(feeds_allowed_hosts="[::1]:8080, [FD00::7], Quay.Example.org").feeds_hosts
    for address in ("http://[::1]:8080/a", "http://[fd00::7]:9/a", "http://quay.example.ORG:81/a"):
        assert isinstance(parse_address(address, hosts), Address)
    assert isinstance(parse_address("http://[::1]:81/a", hosts), Problem)
    assert Settings(feeds_allowed_hosts=" , []").feeds_hosts == frozenset()
