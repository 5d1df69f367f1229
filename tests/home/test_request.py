"""A request survives JSON, and the corpus hangs on the bytes and the corrections alone."""

import json
from dataclasses import replace

import pytest

from interestlab.corpus import ReadOptions, Roles, WeightRule
from interestlab.errors import InvalidSetting
from interestlab.home import AnalysisRequest, Upload
from interestlab.interests.settings import MapSettings

FULL = AnalysisRequest(
    Upload("a.csv", "d" * 64, ReadOptions("gb18030", ";", 5), Roles(("title", "body"), user="u", value="stars")),
    Upload("b.csv", "e" * 64),
    map_catalogue=False,
    rule=WeightRule("scale", 2.5, 5.0),
    encoder="hashing",
    settings=MapSettings(granularity=1.5, threshold=0.4),
    seed=7,
    synthetic=True,
)


@pytest.mark.parametrize("request_", [AnalysisRequest(Upload("x.csv", "d")), FULL], ids=["plain", "full"])
def test_a_request_survives_json(request_):
    assert AnalysisRequest.from_json(json.loads(json.dumps(request_.to_json()))) == request_


def test_reading_depends_on_bytes_and_corrections_not_on_names():
    same = replace(FULL, upload=replace(FULL.upload, name="other.csv"), seed=1, encoder="minilm")
    assert same.reading() == FULL.reading()
    assert replace(FULL, rule=None).reading() != FULL.reading()
    assert replace(FULL, upload=replace(FULL.upload, options=ReadOptions())).reading() != FULL.reading()


def test_the_ending_of_a_name_tells_how_it_is_read():
    for other, same in (("A.CSV", True), ("a.b.csv", True), ("a.json", False)):
        asked = replace(FULL, upload=replace(FULL.upload, name=other))
        assert (asked.reading() == FULL.reading()) == same, other
    assert FULL.upload.name == "a.csv"


def test_reading_leaves_the_request_as_it_is():
    before = FULL.to_json()
    FULL.reading()
    assert FULL.to_json() == before


def test_another_encoder_changes_nothing_else():
    asked = FULL.with_encoder("minilm")
    assert (asked.encoder, FULL.encoder) == ("minilm", "hashing")
    assert replace(asked, encoder="hashing") == FULL


def test_a_stored_setting_out_of_range_is_refused():
    values = FULL.to_json()
    values["settings"]["granularity"] = 9
    with pytest.raises(InvalidSetting, match="between -3 and 3; it is 9"):
        AnalysisRequest.from_json(values)
