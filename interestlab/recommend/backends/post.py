"""JSON posted over HTTP, with a time limit, retries and one sentence for whatever goes wrong."""

import json
import time
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from interestlab.errors import ServiceFailed

MOST_BYTES = 1 << 26  # of an answer
PAUSE = 0.2  # seconds before the first retry, doubled for each further one
PIECE = 1 << 16  # bytes read at once, between which the time is looked at


def post_json(address: str, question: Any, timeout: float, retries: int) -> Any:
    """The JSON that the service answers with.

    timeout: seconds for the whole of each attempt. Asks again `retries` times where there was no answer or an error of the
    server (5xx), never after other errors. Raises ServiceFailed naming the address and what failed.
    """
    body = json.dumps(question, ensure_ascii=False).encode()
    for attempt in range(retries + 1):
        try:
            return _parsed(address, _attempt(address, body, timeout))
        except _Again as failure:
            if attempt == retries:
                times = f" ({retries + 1} attempts)" if retries else ""
                raise ServiceFailed(f"{address} {failure}{times}.") from failure
            time.sleep(PAUSE * 2**attempt)
    raise AssertionError("unreachable")


class _Again(Exception):
    """A failure that may pass."""


class _SameHost(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """Follows a redirect to the same server only: histories are personal, and go where the analyst sends them."""
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            raise ServiceFailed(
                f"{req.full_url} redirects to another server, which is not followed: enter its address instead."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _attempt(address: str, body: bytes, timeout: float) -> bytes:
    """The bytes of one answer."""
    request = Request(address, body, {"Content-Type": "application/json", "Accept": "application/json"}, method="POST")
    slow = _Again(f"did not answer within {timeout:g} seconds")
    until = time.monotonic() + timeout
    try:
        with build_opener(_SameHost()).open(request, timeout=timeout) as answer:
            pieces, size = [], 0
            while piece := answer.read1(PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > MOST_BYTES:
                    raise ServiceFailed(f"{address} answered with more than {MOST_BYTES >> 20} MB.")
                if time.monotonic() > until:
                    raise slow
            return b"".join(pieces)
    except HTTPError as error:
        if error.code >= 500:
            raise _Again(f"answered with the error {error.code}") from error
        raise ServiceFailed(f"{address} answered with the error {error.code}: {error.reason}.") from error
    except TimeoutError as error:
        raise slow from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise slow from error
        raise _Again(f"cannot be reached: {error.reason}") from error
    except (OSError, HTTPException) as error:
        raise _Again(f"broke off: {type(error).__name__}") from error


def _parsed(address: str, data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ServiceFailed(
            f"{address} answered with something that is not JSON: “{data[:40].decode(errors='replace')}”."
        ) from error
