"""Hostile files are refused, or read as they are, soon and in little memory; the app that asks needs none of it."""

import logging
import random
import threading
import time
from pathlib import Path

import psutil
import pytest

from interestlab.errors import InterestLabError
from interestlab.home.reading import check_files, preview_file
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.work.turns import Turns
from tests.campaigns import deep, workbooks
from tests.campaigns.bombs import BOMBS, make
from tests.campaigns.mutants import FORMATS, mutant

MAKERS = (deep, workbooks)  # each puts what it makes into the table
SECONDS = 10  # of a processor, as this machine may be busy with other things
APP_BYTES = 50 << 20
SMALL = 2 << 20
COUNT = 200
TRACES = ("Traceback", "fault of InterestLab", "ended without", "broke off")
_LOG = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bombs")


def hostile(folder: Path) -> list[Path]:
    """All bombs, then damaged ones of those that are small, then damaged files, up to 200."""
    files = [make(name, folder) for name in sorted(BOMBS)]
    small = [file for file in files if file.stat().st_size < SMALL]
    dice = random.Random(0)
    for number in range((COUNT - len(files)) // 2):
        file = dice.choice(small)
        data = bytearray(file.read_bytes())
        for _ in range(3):
            data[dice.randrange(len(data))] = dice.randrange(256)
        files.append(folder / f"damaged_{number}_{file.name}")
        files[-1].write_bytes(bytes(data))
    for number in range(COUNT - len(files)):
        form = list(FORMATS)[number % len(FORMATS)]
        files.append(folder / f"mutant_{number}.{form}")
        files[-1].write_bytes(mutant(form, 5_000_000 + number))
    return files


def asked(file: Path) -> str:
    """What is said of the file, first rows and the whole; "" where it is read."""
    try:
        preview_file(file, Upload(file.name, ""))
        check_files(AnalysisRequest(Upload(file.name, "")), file)
    except InterestLabError as error:
        return str(error)
    return ""


def spent() -> float:
    """Seconds of a processor that processes took which were started here and have ended."""
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


@pytest.mark.parametrize(
    "name", ["parquet_dictionary_6gb.parquet", "xlsx_last_cell_of_all.xlsx", "json_objects_100000_deep.json"]
)
def test_some_that_are_made_at_once(name, folder):
    said = asked(make(name, folder))
    assert not any(trace in said for trace in TRACES)
    assert "\n" not in said


@pytest.mark.nightly
def test_two_hundred(folder):
    app, before = psutil.Process(), psutil.Process().memory_info().rss
    wrong, most = {}, 0
    for file in hostile(folder):
        begun = spent()
        said = asked(file)
        took = (spent() - begun) / 2  # two readings, of which each may take as long
        most = max(most, app.memory_info().rss - before)
        if took > SECONDS or any(trace in said for trace in TRACES) or "\n" in said:
            wrong[file.name] = (round(took, 1), said)
        _LOG.info("%s: %.1f s: %s", file.name, took, said[:200])
    assert wrong == {}
    assert most < APP_BYTES


@pytest.mark.nightly
def test_six_at_once_take_less_than_half_of_the_machine(folder):
    names = [
        "html_million_attributes.html", "parquet_lists_of_100_million.parquet", "json_million_keys.json",
        "xlsx_nested_elements.xlsx", "html_spans.html", "xml_million_attributes.xml",
    ]  # fmt: skip
    files = [make(name, folder) for name in names]
    threads = [threading.Thread(target=asked, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    most = 0
    while any(thread.is_alive() for thread in threads):
        most = max(most, sum(_resident(child) for child in psutil.Process().children(recursive=True)))
        time.sleep(0.05)
    assert 0 < most < Turns().most


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
