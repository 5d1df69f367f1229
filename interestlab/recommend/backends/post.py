"""JSON posted over HTTP, with a time limit, retries and one sentence for whatever goes wrong."""

import json
import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

from interestlab.errors import ServiceFailed
from interestlab.recommend.backends.addresses import Destination, destination_of

MOST_BYTES = 1 << 26  # of an answer
PAUSE = 0.2  # seconds before the first retry, doubled for each further one
PIECE = 1 << 16  # bytes read at once, between which the time is looked at


def post_json(address: str, question: Any, timeout: float, retries: int) -> Any:
    """The JSON that the service answers with.

    The address is resolved once, and no redirect is followed.

    timeout: seconds for the whole of each attempt. Asks again `retries` times where there was no answer or an error of the
    server (5xx), never after other errors. Raises ServiceFailed naming the address and what failed.
    """
    body = json.dumps(question, ensure_ascii=False).encode()
    target: Destination | None = None
    for attempt in range(retries + 1):
        try:
            target = target or _target(address)
            return _parsed(address, _attempt(address, target, body, timeout))
        except _Again as failure:
            if attempt == retries:
                times = f" ({retries + 1} attempts)" if retries else ""
                raise ServiceFailed(f"{address} {failure}{times}.") from failure
            time.sleep(PAUSE * 2**attempt)
    raise AssertionError("unreachable")


class _Again(Exception):
    """A failure that may pass."""


def _target(address: str) -> Destination:
    try:
        return destination_of(address)
    except OSError as error:
        raise _Again(f"cannot be reached: {error}") from error


class _Connection(HTTPConnection):
    """Goes to the numbers that were looked at, whatever the name stands for by now."""

    def __init__(self, target: Destination, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self._target = target

    def connect(self) -> None:
        failed: OSError | None = None
        for number in self._target.numbers:
            try:
                found = socket.create_connection((number, self._target.port), self.timeout)
            except OSError as error:
                failed = error
                continue
            self.sock = found  # closed with the connection, whatever comes
            if self._target.secure:
                self.sock = ssl.create_default_context().wrap_socket(found, server_hostname=self._target.host)
            return
        raise failed or OSError("it has no address")


def _attempt(address: str, target: Destination, body: bytes, timeout: float) -> bytes:
    """The bytes of one answer; redirects are not followed: histories are personal, and go where the analyst sends them."""
    slow = _Again(f"did not answer within {timeout:g} seconds")
    until = time.monotonic() + timeout
    connection = _Connection(target, timeout)
    try:
        try:
            connection.connect()
        except TimeoutError as error:
            raise slow from error
        except OSError as error:
            raise _Again(f"cannot be reached: {error}") from error
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        if answer.status >= 500:
            raise _Again(f"answered with the error {answer.status}")
        if answer.status >= 400:
            raise ServiceFailed(f"{address} answered with the error {answer.status}: {answer.reason}.")
        if answer.status >= 300:
            raise ServiceFailed(f"{address} redirects to another server or path, which is not followed: enter its address.")
        return _read(answer, address, slow, until)
    except TimeoutError as error:
        raise slow from error
    except (OSError, HTTPException) as error:
        raise _Again(f"broke off: {type(error).__name__}") from error
    finally:
        connection.close()


def _read(answer: HTTPResponse, address: str, slow: _Again, until: float) -> bytes:
    """What the service answers, as long as it is not too much and in time."""
    pieces, size = [], 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise ServiceFailed(f"{address} answered with more than {MOST_BYTES >> 20} MB.")
        if time.monotonic() > until:
            raise slow
    return b"".join(pieces)


def _parsed(address: str, data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ServiceFailed(
            f"{address} answered with something that is not JSON: “{data[:40].decode(errors='replace')}”."
        ) from error
