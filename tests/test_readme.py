"""The plug-ins in the README are complete, keep their contracts and are as short as it says."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.testing import encoders, importers, questions, recommenders

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)


@pytest.fixture
def classes():
    found = {}
    for block in BLOCKS:
        exec(compile(block, "README.md", "exec"), found)
    return found


def test_the_importer_keeps_its_contract(classes):
    file = b"@mira on 2023-01-05: The new saddle is fine.\n@otto on 2023-01-06: The starter smells of fruit.\n"
    importers.check_importer(classes["Journal"], file, "journal.txt")


def test_the_encoder_keeps_its_contract(classes):
    encoders.check_encoder(classes["Letters"])


def test_the_recommender_keeps_its_contract(classes):
    recommenders.check_recommender(classes["Newest"])


def test_the_study_keeps_its_contract(classes, workspace, monkeypatch):
    made = classes["Shouting"]
    module = ModuleType("my_package")
    module.Shouting = made
    monkeypatch.setitem(sys.modules, "my_package", module)
    made.__module__ = "my_package"
    result = workspace.need_result()
    questions.check_study(made(), result)
    texts = result.corpus.texts
    assert made().answer(OpenRun.of(result), silent) == sum(text[-1] == "!" for text in texts) / len(texts)


def test_each_takes_about_thirty_lines():
    assert len(BLOCKS) == 5
    assert all(len(block.strip().splitlines()) <= 32 for block in BLOCKS)


def test_every_screenshot_is_there():
    shown = re.findall(r"\]\((docs/[^)]+)\)", README.read_text("utf-8"))
    assert shown
    assert all((README.parent / path).is_file() for path in shown)
