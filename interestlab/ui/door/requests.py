"""What is asked of a request before anything else looks at it: where it comes from, and on whose behalf."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.types import Scope

PROXY_HEADER = "x-interestlab-proxy"
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
_OF_PROXIES = ("forwarded", "x-forwarded-", "x-real-ip", "via")


@dataclass(frozen=True)
class Incoming:
    """A request in the words that the door needs."""

    scope: Scope
    headers: tuple[tuple[str, str], ...]  # names in small letters

    @classmethod
    def of(cls, scope: Scope) -> "Incoming":
        """From what the server hands on."""
        return cls(scope, tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]))

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for other, value in self.headers if other == name]

    def one(self, name: str) -> str:
        """The value of a header; "" where it is missing or there are several."""
        values = self.all(name)
        return values[0] if len(values) == 1 else ""

    @property
    def peer(self) -> str:
        """The address of the other end of the connection; "" where it has none."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    @property
    def local(self) -> bool:
        """Whether it comes from this machine by a name of this machine, and through no proxy.

        The name matters since a page from elsewhere can have its own name point here. Proxies name the visitor in headers;
        one that does not, and keeps the first version of HTTP, is known by that: no browser speaks it.
        """
        host = self.one("host").lower()
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        proxied = any(other.startswith(_OF_PROXIES) for other, _ in self.headers)
        return _is_loopback(self.peer) and name in _LOCAL_HOSTS and not proxied and self.scope.get("http_version") != "1.0"

    def from_here(self, allowed: Iterable[str]) -> bool:
        """Whether the page that asks is one of this server's, of an origin that is allowed, or no page at all."""
        origins = self.all("origin")
        if not origins:
            return True
        given = origins[0].rstrip("/").lower()
        return len(origins) == 1 and (
            urlsplit(given).netloc == self.one("host").lower() != "" or given in {one.rstrip("/").lower() for one in allowed}
        )

    def cookie(self, name: str) -> str:
        """The value of a cookie; "" where it is missing."""
        pairs = (part.strip().partition("=") for value in self.all("cookie") for part in value.split(";"))
        return next((value for key, _, value in pairs if key == name), "")

    def without(self, name: str, *, cookie: str = "") -> None:
        """Takes a header, and a cookie, out of what goes on to the app."""
        kept = []
        for key, value in self.scope["headers"]:
            small, rest = key.decode("latin-1").lower(), value
            if small == "cookie" and cookie:
                parts = value.split(b";")
                rest = b";".join(part for part in parts if part.strip().partition(b"=")[0] != cookie.encode()).strip()
            if small != name and (rest or not value):
                kept.append((key, rest))
        self.scope["headers"] = kept

    def take(self, name: str) -> str | None:
        """A parameter out of the address, so that it stands in no log; None where it is missing."""
        pairs = parse_qsl(self.scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        found = next((value for key, value in pairs if key == name), None)
        if found is not None:
            self.scope["query_string"] = urlencode([pair for pair in pairs if pair[0] != name]).encode()
        return found

    @property
    def page(self) -> bool:
        """Whether a browser asks for a page to show."""
        return self.scope["type"] == "http" and self.scope["method"] == "GET" and "text/html" in self.one("accept")

    @property
    def address(self) -> str:
        """The path with its parameters, on this server whatever the path looks like."""
        query = self.scope.get("query_string", b"").decode("latin-1")
        path = quote("/" + self.scope["path"].lstrip("/\\"))
        return f"{path}?{query}" if query else path


def _is_loopback(peer: str) -> bool:
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
