"""Files that were damaged at random are read or refused, and what is read is what stands there."""

import os

import pytest

from interestlab.errors import InterestLabError
from interestlab.home.reading import preview_file
from interestlab.home.request import Upload
from interestlab.work.sandbox import run_limited
from tests.campaigns.mutants import FORMATS, mutant, troubles

IN_SUITE, EVERY_NIGHT = 200, int(os.environ.get("INTERESTLAB_MUTANTS", "10000"))
SEED = 1_000_000 * int(os.environ.get("INTERESTLAB_SEED", "0"))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("form", FORMATS)
def test_in_the_reading_process(form):
    task = {"form": form, "first": 0, "count": IN_SUITE}
    assert run_limited("tests.campaigns.mutants:troubles", task, seconds=880, what="Mutants")["found"] == {}


@pytest.mark.parametrize("form", FORMATS)
def test_each_by_a_process_of_its_own(form, tmp_path):
    for seed in range(3):
        file = tmp_path / f"posts.{form}"
        file.write_bytes(mutant(form, seed))
        said = ""
        try:
            preview_file(file, Upload(file.name, ""))
        except InterestLabError as error:
            said = str(error)
        assert not any(reason in said for reason in ("memory", "fault of InterestLab", "ended", "broke off", "minutes"))


@pytest.mark.nightly
@pytest.mark.parametrize("form", FORMATS)
def test_many_in_one_process(form):
    assert troubles({"form": form, "first": SEED + IN_SUITE, "count": EVERY_NIGHT})["found"] == {}
