"""How fast tokens may be tried: each visitor in turn, slower after each wrong one."""

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

FIRST, MOST = 0.5, 8.0  # seconds after the first wrong token, and at most
TOGETHER = 0.05  # seconds between tries of all visitors
LONGEST = 10.0  # seconds that anybody is kept waiting
REMEMBERED = 10_000  # visitors
FORGOTTEN = 900.0  # seconds after which wrong tokens are


@dataclass
class _Visitor:
    wrong: int = 0
    free: float = 0.0  # when the next try is looked at
    seen: float = 0.0


class Pace:
    """Kept by the server's one event loop."""

    def __init__(self) -> None:
        self._visitors: OrderedDict[str, _Visitor] = OrderedDict()
        self._free = 0.0

    def turn(self, peer: str, now: float) -> float | None:
        """Seconds until this try may be looked at; its turn is taken. None where it would be too long."""
        visitor = self._visitor(peer, now)
        pause = min(FIRST * 2.0 ** (visitor.wrong - 1), MOST) if visitor.wrong else 0.0
        begins = max(now, visitor.free, self._free)
        if begins - now > LONGEST:
            return None
        visitor.free, self._free = begins + max(pause, TOGETHER), max(now, self._free) + TOGETHER
        return begins - now

    def wrong(self, peer: str, now: float) -> None:
        """A wrong token: the next one waits for longer."""
        visitor = self._visitor(peer, now)
        visitor.wrong += 1
        visitor.free = max(visitor.free, now + min(FIRST * 2.0 ** (visitor.wrong - 1), MOST))

    def right(self, peer: str) -> None:
        """The right one: what was wrong before is forgotten."""
        self._visitors.pop(_network(peer), None)

    def _visitor(self, peer: str, now: float) -> _Visitor:
        name = _network(peer)
        visitor = self._visitors.pop(name, None)
        if visitor is None or now - visitor.seen > FORGOTTEN:
            visitor = _Visitor()
        visitor.seen = now
        self._visitors[name] = visitor
        while len(self._visitors) > REMEMBERED:
            self._visitors.popitem(last=False)
        return visitor


def _network(peer: str) -> str:
    """Addresses that one visitor can choose among count as one."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> 64)
    return peer
