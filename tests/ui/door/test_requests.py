"""Where a request comes from; each trick that makes a stranger look like somebody at this machine."""

import pytest

from interestlab.ui.door.requests import Incoming


def asked(*headers, client=("127.0.0.1", 5), path="/", query=b"", kind="http", version="1.1", method="GET"):
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    return Incoming.of({"type": kind, "method": method, "headers": pairs, "client": client, "path": path, "query_string": query,
                     "http_version": version})  # fmt: skip


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "[::1]", "LOCALHOST:1"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_by_a_name_of_this_machine(host, peer):
    assert asked(("Host", host), client=(peer, 1)).local


@pytest.mark.parametrize("headers", [
    [("host", "lab.example")], [("host", "127.0.0.1.nip.io")], [("host", "localhost.example:80")], [], [("host", "")],
    [("host", "localhost"), ("host", "lab.example")], [("host", "localhost"), ("x-forwarded-for", "10.0.0.7")],
    [("host", "localhost"), ("X-Forwarded-Proto", "https")], [("host", "localhost"), ("Forwarded", "for=10.0.0.7")],
    [("host", "localhost"), ("x-forwarded-anything", "")], [("host", "localhost"), ("Via", "1.1 proxy")],
    [("host", "localhost"), ("X-Real-IP", "10.0.0.7")], [("host", "[::2]:8501")], [("host", "0.0.0.0")],
    [("host", "2130706433")],
])  # fmt: skip
def test_another_name_or_a_proxy_is_elsewhere(headers):
    assert not asked(*headers).local


@pytest.mark.parametrize(
    "client", [("10.0.0.7", 1), ("::2", 1), ("::ffff:10.0.0.7", 1), ("fe80::1%eth0", 1), ("", 0), None, ("testclient", 1)]
)
def test_another_machine_is_elsewhere_whatever_it_says(client):
    assert not asked(("host", "localhost"), client=client).local


def test_a_proxy_that_says_nothing_is_known_by_its_version_of_http():
    assert not asked(("host", "127.0.0.1:8501"), version="1.0").local


@pytest.mark.parametrize(("origin", "host", "fine"), [
    (None, "localhost:8501", True), ("http://localhost:8501", "localhost:8501", True),
    ("https://lab.example", "lab.example", True), ("http://localhost:9999", "localhost:8501", False),
    ("http://evil.example", "localhost:8501", False), ("null", "localhost:8501", False), ("http://evil.example", "", False),
    ("https://other.example/", "localhost:8501", True),
])  # fmt: skip
def test_only_pages_of_this_server_and_of_allowed_origins_may_ask(origin, host, fine):
    headers = [("host", host)] + ([("origin", origin)] if origin else [])
    assert asked(*headers).from_here(["https://OTHER.example"]) is fine


def test_two_origins_are_none_of_ours():
    assert not asked(("host", "a"), ("origin", "http://a"), ("origin", "http://b")).from_here([])


def test_a_token_is_taken_out_of_the_address_before_it_is_logged():
    one = asked(path="/map", query=b"workspace=ab&token=se%20cret&q=a%26b&token=x")
    assert one.take("token") == "se cret"
    assert one.scope["query_string"] == b"workspace=ab&q=a%26b"
    assert one.address == "/map?workspace=ab&q=a%26b"
    assert one.take("token") is None


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "\\\\evil.example", "///evil.example"])
def test_an_address_stays_on_this_server(path):
    assert asked(path=path).address.lstrip("/").startswith("evil.example")
    assert not asked(path=path).address.startswith(("//", "/\\", "/%5C"))


def test_what_is_between_the_door_and_the_browser_goes_no_further():
    one = asked(("Cookie", "a=1; door=secret; b=2"), ("X-InterestLab-Proxy", "p"), ("cookie", "door=secret"), ("accept", ""))
    assert one.cookie("door") == "secret"
    assert one.cookie("missing") == ""
    one.without("x-interestlab-proxy", cookie="door")
    assert one.scope["headers"] == [(b"Cookie", b"a=1; b=2"), (b"accept", b"")]
