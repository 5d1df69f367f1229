"""What the owner of the server says about who may come in, from the environment."""

import hmac
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

TOKEN, PROXY_SECRET = "INTERESTLAB_TOKEN", "INTERESTLAB_PROXY_SECRET"
SHORT = 16  # letters below which a token can be guessed


@dataclass(frozen=True)
class DoorSettings:
    """token: what every visitor from elsewhere needs; proxy_secret: what a proxy with a sign-in of its own sends; "" = none.

    key: what cookies are signed with, so that nobody who guesses at tokens can try them as cookies, which are not slowed.
    """

    token: str
    proxy_secret: str
    key: bytes

    @classmethod
    def of(cls, environment: Mapping[str, str], folder: Path) -> "DoorSettings":
        """From the environment's variables; the key is kept in the folder, so that cookies outlive the server."""
        return cls(environment.get(TOKEN, "").strip(), environment.get(PROXY_SECRET, "").strip(), kept_key(folder))

    @property
    def cookie(self) -> str:
        """What a browser holds that has shown the token; another token makes it worthless."""
        return hmac.new(self.key, b"door " + sha256(self.token.encode()).digest(), sha256).hexdigest()


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ; "" is equal to nothing."""
    return bool(expected) and hmac.compare_digest(sha256(given.encode()).digest(), sha256(expected.encode()).digest())


def kept_key(folder: Path) -> bytes:
    """32 random bytes that the folder keeps for this account alone; others each time where it cannot be written."""
    path, made = folder / "door.key", secrets.token_bytes(32)
    with suppress(OSError):
        if path.exists() and len(kept := path.read_bytes()) == len(made):
            return kept
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = folder / f".door.{os.getpid()}.{secrets.token_hex(4)}"
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.writelines([made])
        with suppress(FileExistsError):
            os.link(aside, path)  # whoever comes first
        aside.unlink()
        kept = path.read_bytes()
        return kept if len(kept) == len(made) else made
    return made
