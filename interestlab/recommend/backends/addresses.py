"""Which addresses a service may have: each is resolved once, and the connection goes to what was looked at.

A server that others can reach would else be a way into the network around it, and what a cloud tells its machines about
themselves stands at a link-local address.
"""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from interestlab.errors import ServiceFailed

ALLOWED = "INTERESTLAB_ADDRESSES"  # such as "http://10.0.0.5:8000, https://recommender.example"
SHARED_BY = ("INTERESTLAB_TOKEN", "INTERESTLAB_PROXY_SECRET")  # with one of them others can reach the server
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 within IPv6


@dataclass(frozen=True)
class Destination:
    """Where a question goes: the name for the service's certificate and host header, the numbers for the connection."""

    secure: bool
    host: str
    port: int
    path: str  # with its parameters
    numbers: tuple[str, ...]  # in the order to be tried


def is_shared(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the server is one that others can reach."""
    return any(environment.get(name, "").strip() for name in SHARED_BY)


def destination_of(address: str, environment: Mapping[str, str] = os.environ) -> Destination:
    """The address, looked up; raises ServiceFailed where it may not be asked, OSError where it has no number."""
    parts = urlsplit(address)
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    listed = _origin(address) in {_origin(one) for one in environment.get(ALLOWED, "").split(",") if one.strip()}
    for number in numbers:
        if why := _objection(number, listed=listed, shared=is_shared(environment)):
            raise ServiceFailed(f"{address} is not asked: {why}.")
    path = parts.path or "/"
    return Destination(secure, host, port, f"{path}?{parts.query}" if parts.query else path, numbers)


def _objection(number: str, *, listed: bool, shared: bool) -> str | None:
    """Why the number may not be asked."""
    one = _plain(ip_address(number.partition("%")[0]))
    if one.is_link_local or one.is_multicast or one.is_unspecified or (one.is_reserved and not one.is_loopback):
        return f"{one} is an address that no service has"
    if listed:
        return None
    if shared:
        return f"the owner of this server has not allowed it, by {ALLOWED}"
    if not one.is_loopback and not one.is_global:
        return f"{one} lies in a private network; whoever runs this server can allow it by {ALLOWED}"
    return None


def _plain(one: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(one, IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour
        if one in _TRANSLATED:
            inner = IPv4Address(int(one) & 0xFFFFFFFF)
        return inner or one
    return one


def _origin(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None where there are none."""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return None
