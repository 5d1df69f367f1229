"""A map drawn by MiniLM, and the run of the small analysed home as a worker opens it."""

import pytest

from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.questions.opened import OpenRun, opened_encoder, opened_inspection
from tests.conftest import sample_rows


@pytest.fixture(scope="session")
def english(tmp_path_factory):
    """(result, encoder, inspection) of the sample's first posts read by MiniLM; not to be changed."""
    workspace = Home(tmp_path_factory.mktemp("english")).create("sample")
    upload = Upload("sample.csv", workspace.store.add_upload(sample_rows(120)))
    analyze(workspace, workspace.add_run(AnalysisRequest(upload, encoder="minilm")))
    return workspace.need_result(), opened_encoder("minilm"), opened_inspection("minilm")


@pytest.fixture(scope="session")
def english_run(english):
    return OpenRun.of(english[0])


@pytest.fixture(scope="session")
def run(analysed_home):
    """The run of the small analysed home, whose encoder is `hashing`; not to be changed."""
    return OpenRun.of(analysed_home.open("sample").need_result())
