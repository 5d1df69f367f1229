"""A connection sends small answers without waiting."""

import socket
import sys

import pytest

from interestlab.ui.sockets import answer_at_once

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not hand an option down")


def waits(one):
    return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


@on_linux
@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_what_is_accepted_later_answers_at_once_and_what_is_connected_already_stays(family, host):
    with socket.socket(family, socket.SOCK_STREAM) as server, socket.socket(family, socket.SOCK_STREAM) as early:
        try:
            server.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        server.listen()
        early.connect(server.getsockname())
        with server.accept()[0] as before:
            assert answer_at_once() >= 1
            with socket.create_connection(server.getsockname()[:2]), server.accept()[0] as accepted:
                assert not waits(accepted)
            assert waits(before)
            assert waits(early)


def test_nothing_is_done_where_a_process_cannot_list_its_sockets(tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        assert answer_at_once(tmp_path / "missing") == 0
        assert waits(server)


@on_linux
def test_files_and_what_is_closed_meanwhile_are_passed_over(tmp_path):
    with open(tmp_path / "file", "w") as file:
        for number in (file.fileno(), 999_999):
            (tmp_path / str(number)).touch()
        (tmp_path / "file").unlink()
        assert answer_at_once(tmp_path) == 0
