"""The built-in namers pass the suite, and the suite catches what is broken."""

import itertools
from dataclasses import replace

import pytest

from interestlab import registry
from interestlab.interests.namer import Called, NamerInfo
from interestlab.interests.phrases import Phrases
from interestlab.testing.namers import CHECKS, check_namer


@pytest.mark.parametrize("name", registry.names("namers"))
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_built_in(name, check):
    check(registry.load("namers", name))


def changed(change):
    class Broken(Phrases):
        def name(self, material):
            return [change(number, one) for number, one in enumerate(super().name(material))]

    return Broken


class OneForAll(Phrases):
    def name(self, material):
        return super().name(material)[:1]


class Unseeded(Phrases):
    counter = itertools.count()

    def name(self, material):
        called = list(super().name(material))
        return [replace(one, also=one.also[: next(self.counter) % 5]) for one in called]


class Spoils(Phrases):
    def name(self, material):
        material.vectors[0] = 0
        return super().name(material)


class Raises(Phrases):
    def name(self, material):
        return {}["names"]


BROKEN = {
    "no title": (type("B", (Phrases,), {"info": NamerInfo("x", "")}), "title"),
    "no version": (type("B", (Phrases,), {"info": NamerInfo("x", "X", version=0)}), "version"),
    "one for all": (OneForAll, "must answer with 4 names"),
    "plain text": (type("B", (Phrases,), {"name": lambda self, material: ["A", "B", "C", "D"]}), "must answer with 4 names"),
    "number": (changed(lambda number, one: Called(number)), "must be text"),
    "two lines": (changed(lambda number, one: replace(one, name=f"{one.name}\nmore")), "one line"),
    "too long": (changed(lambda number, one: replace(one, also=("so " * 30 + "on",))), "at most 60 characters"),
    "same names": (changed(lambda number, one: replace(one, name="Sky" if number % 2 else "sky")), "more than their case"),
    "invented": (changed(lambda number, one: replace(one, name=f"Kind {number}")), "does not occur"),
    "stop word": (changed(lambda number, one: replace(one, name=("The", "My", "的", "")[number])), "stop word"),
    "unseeded": (Unseeded, "same names"),
    "changes the vectors": (Spoils, "read-only"),
    "raises": (Raises, "failed: 'names'"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_namer(factory)
