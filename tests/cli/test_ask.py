"""The command `ask`: studies and a package's questions by name, with their fields, as JSON."""

import json
import os

import pytest

from tests.conftest import PACKAGE


@pytest.fixture
def ask(command, home):
    """Asks of the sample, with the package of strangers installed."""
    path = os.pathsep.join(filter(None, (str(PACKAGE), os.environ.get("PYTHONPATH"))))

    def asked(*arguments):
        return command("ask", "sample", *arguments, "--home", home.folder, PYTHONPATH=path)

    return asked


def test_a_study_of_a_package_is_answered_and_kept(ask, home):
    ended = ask("letter-counts", "--set", "letter=e")
    texts = home.open("sample").need_result().corpus.texts
    assert (ended.returncode, json.loads(ended.stdout)) == (0, sum(text.count("e") for text in texts)), ended.stderr
    assert len(list((home.open("sample").store.folder / "artifacts" / "letter-counts").iterdir())) == 1


def test_a_question_of_a_package_is_answered(ask, home):
    ended = ask("longest", "--set", "count=2")
    texts = sorted(home.open("sample").need_result().corpus.texts, key=len, reverse=True)
    assert json.loads(ended.stdout) == texts[:2], ended.stderr


def test_a_built_in_study_prints_arrays_and_fields(ask):
    ended = ask("pull", "--set", "interest=0", "--set", "texts=3")
    found = json.loads(ended.stdout)
    assert found["texts"] == 3, ended.stderr
    assert len(found["words"]) == len(found["means"]) > 3


@pytest.mark.parametrize(("arguments", "said"), [
    (("nothing",), "There is no question “nothing”; there are evaluate, everybody"),
    (("pull",), "“pull” cannot be put so: PullOfWords needs interest."),
    (("pull", "--set", "colour=3"), "“pull” has no field colour; it has interest, rather_than, texts, most_tokens, seed."),
    (("pull", "--set", "interest"), "A field is set as name=value; “interest” is not of this form."),
])  # fmt: skip
def test_what_cannot_be_asked_is_one_sentence(ask, arguments, said):
    ended = ask(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
