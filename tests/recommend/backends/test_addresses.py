"""Which addresses may be asked, by whom; and that what was looked at is what is connected to."""

import socket

import numpy as np
import pytest

from interestlab.errors import ServiceFailed
from interestlab.recommend.backends import addresses
from interestlab.recommend.backends.addresses import ALLOWED, SHARED_BY, destination_of, is_shared
from interestlab.recommend.backends.http import HTTP, HTTPSettings
from interestlab.recommend.backends.post import post_json
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender, score_all
from interestlab.ui.door.settings import PROXY_SECRET, TOKEN
from tests.recommend.service import serving

SHARED = {"INTERESTLAB_TOKEN": "a token"}
NEVER = ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::]", "224.0.0.1", "[ff02::1]", "[::ffff:169.254.169.254]",
         "[64:ff9b::a9fe:a9fe]", "2852039166", "[2002:a9fe:a9fe::]", "240.0.0.1"]  # fmt: skip


def known(monkeypatch, **names):
    """Names that stand for numbers; a list is what a name stands for one time after the other."""

    asked = socket.getaddrinfo

    def looked_up(host, port, *rest, **more):
        if host not in names:
            return asked(host, port, *rest, **more)
        found = names[host]
        number = found.pop(0) if isinstance(found, list) else found
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in number.split()]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", looked_up)


@pytest.mark.parametrize("host", NEVER)
@pytest.mark.parametrize("allowed", [False, True])
def test_addresses_of_no_service_are_never_asked(host, allowed):
    address = f"http://{host}/x"
    with pytest.raises(ServiceFailed, match="no service has"):
        destination_of(address, {ALLOWED: address} if allowed else {})


def test_at_one_machine_its_own_and_public_ones_are_asked():
    assert destination_of("http://127.0.0.1:8000/a?b=c", {}).numbers == ("127.0.0.1",)
    found = destination_of("https://1.1.1.1/", {})
    assert (found.secure, found.host, found.port, found.path) == (True, "1.1.1.1", 443, "/")
    assert destination_of("http://127.0.0.1:8000/a?b=c", {}).path == "/a?b=c"
    with pytest.raises(ServiceFailed, match="private network"):
        destination_of("http://10.0.0.5/", {})


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/", "http://1.1.1.1/", "http://10.0.0.5:8000/x"])
def test_on_a_shared_server_only_what_its_owner_allows(address):
    with pytest.raises(ServiceFailed, match=f"allowed it, by {ALLOWED}"):
        destination_of(address, SHARED)
    listed = SHARED | {ALLOWED: f"https://other.example , {address}elsewhere"}
    assert destination_of(address, listed).numbers
    with pytest.raises(ServiceFailed, match="allowed it"):
        destination_of(address.replace("8000", "8001").replace("1.1.1.1", "1.1.1.2"), listed)


def test_a_name_with_one_bad_number_is_not_asked(monkeypatch):
    known(monkeypatch, **{"mixed.example": "1.1.1.1 169.254.169.254"})
    with pytest.raises(ServiceFailed, match="no service has"):
        destination_of("http://mixed.example/", {})


def test_a_name_is_looked_up_once_and_the_connection_goes_there(monkeypatch):
    """A name that stands for another number the second time is the usual trick."""
    with serving(failures=1) as (address, questions):
        port = int(address.rpartition(":")[2].partition("/")[0])
        stands = ["127.0.0.1", "169.254.169.254", "169.254.169.254"]
        known(monkeypatch, **{"turns.example": stands})
        assert post_json(f"http://turns.example:{port}/recommend", {"people": []}, 5.0, 1) == {"people": []}
    assert len(questions) == 2
    assert len(stands) == 2


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/", "/recommend", "http://169.254.169.254/latest"])
def test_no_redirect_is_followed(taste, where):
    with serving(status=307, redirect=where) as (address, questions):
        fitted = fit_recommender(taste, HTTP(HTTPSettings(address=address)))
        with pytest.raises(ServiceFailed, match="redirects to another server or path, which is not followed"):
            score_all(fitted, histories_of(taste, np.array([0])))
    assert len(questions) == 1


def test_a_server_is_shared_by_what_opens_its_door():
    assert SHARED_BY == (TOKEN, PROXY_SECRET)
    assert [is_shared({name: " x "}) for name in SHARED_BY] == [True, True]
    assert not is_shared({TOKEN: " "})
