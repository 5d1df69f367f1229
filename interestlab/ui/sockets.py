"""The server's socket, of which Streamlit gives no hold."""

import os
import socket
import stat
from pathlib import Path


def answer_at_once(listed: Path = Path("/proc/self/fd")) -> int:
    """Has every connection that this process will accept send small answers without waiting; returns of how many sockets.

    Streamlit binds its socket itself, and asyncio then leaves Nagle's algorithm on in what it accepts: on Linux each answer
    to a browser waits 40 ms for the acknowledgement of the one before (uvicorn's issue 3149). There an accepted connection
    has the options of the socket that listens, and `listed` names a process's sockets; where it is missing nothing is done.
    """
    found = 0
    for name in os.listdir(listed) if listed.is_dir() else []:
        try:
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            with socket.socket(fileno=os.dup(int(name))) as same:  # another name of the same socket
                if _accepts(same):
                    same.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    found += 1
        except OSError:  # closed since it was listed
            continue
    return found


def _accepts(one: socket.socket) -> bool:
    """Of TCP, and not connected itself; whether it listens cannot be asked yet when the server starts."""
    if one.family not in (socket.AF_INET, socket.AF_INET6) or one.type != socket.SOCK_STREAM:
        return False
    try:
        one.getpeername()
    except OSError:
        return True
    return False
