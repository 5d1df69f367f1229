"""What --json prints is plain JSON, whatever the answer is made of."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from interestlab.cli.printed import json_text
from interestlab.intervals import Estimate

NAN = float("nan")


@dataclass(frozen=True)
class Answer:
    estimate: Estimate
    shares: np.ndarray
    kept: Path


def test_what_is_not_a_number_is_null_at_any_depth():
    answer = Answer(Estimate(0.5, NAN, float("inf"), 1), np.array([0.25, NAN]), Path("a") / "b")
    assert json.loads(json_text({"found": (answer,)})) == {
        "found": [
            {"estimate": {"value": 0.5, "low": None, "high": None, "n": 1}, "shares": [0.25, None], "kept": str(Path("a", "b"))}
        ]
    }


def test_numpys_scalars_and_texts_of_any_script_are_themselves():
    assert json_text({"n": np.int64(3), "ok": np.bool_(True), "text": "骑行"}) == '{"n": 3, "ok": true, "text": "骑行"}'


def test_what_has_no_place_in_json_is_refused():
    with pytest.raises(TypeError):
        json_text({"a": object()})
