"""The plug-ins in the README are complete, keep their contracts and are as short as it says."""

import re
from pathlib import Path

import pytest

from interestlab.testing import encoders, recommenders

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)


@pytest.fixture
def classes():
    found = {}
    for block in BLOCKS:
        exec(compile(block, "README.md", "exec"), found)
    return found


def test_the_encoder_keeps_its_contract(classes):
    encoders.check_encoder(classes["Letters"])


def test_the_recommender_keeps_its_contract(classes):
    recommenders.check_recommender(classes["Newest"])


def test_each_takes_about_thirty_lines():
    assert len(BLOCKS) == 3
    assert all(len(block.strip().splitlines()) <= 32 for block in BLOCKS)


def test_every_screenshot_is_there():
    shown = re.findall(r"\]\((docs/[^)]+)\)", README.read_text("utf-8"))
    assert shown
    assert all((README.parent / path).is_file() for path in shown)
