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
    (("nothing",), "There is no question “nothing”; there are draft, evaluate, everybody"),
    (("pull",), "“pull” cannot be asked like this: PullOfWords needs interest."),
    (("pull", "--set", "colour=3"), "“pull” has no field colour; it has interest, rather_than, texts, most_tokens, seed."),
    (("pull", "--set", "interest=abc"), "“pull” cannot be asked like this: interest: 'abc' is not a whole number."),
    (("pull", "--set", "interest=true"), "“pull” cannot be asked like this: interest: True is not a whole number."),
    (("pull", "--set", "interest=0", "--set", "texts=1e9"), "asked like this: texts: 1000000000.0 is not a whole number."),
    (("evaluate", "--set", "unit=item", "--set", "backends=ease"), "asked like this: backends: 'ease' is not a list."),
    (("pull", "--set", "interest"), "A field is set as name=value; “interest” is not of this form."),
])  # fmt: skip
def test_what_cannot_be_asked_is_one_sentence(ask, arguments, said):
    ended = ask(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


BROKEN = """
from dataclasses import dataclass
from interestlab.questions.question import Question, Study, StudyInfo


@dataclass(frozen=True)
class Raises(Question[int]):
    def answer(self, run, progress):
        raise ZeroDivisionError("my own\\nfault")


@dataclass(frozen=True)
class Leaves(Question[int]):
    def answer(self, run, progress):
        raise SystemExit(0)


@dataclass(frozen=True)
class Odd(Question[dict]):
    def answer(self, run, progress):
        return {"nothing": float("nan"), ("a", 1): [float("inf"), 0.5]}


@dataclass(frozen=True)
class Forgets(Study[int]):
    info = StudyInfo("forgets", "Forgetting", counts="texts", steps=("read",))

    def answer(self, run, progress):
        return 1

    def write(self, run, folder, progress):
        pass

    def load(self, folder):
        return int((folder / "answer").read_text())


@dataclass(frozen=True)
class Pull(Question[int]):
    count: int = 1

    def answer(self, run, progress):
        return self.count


def none():
    return None
"""
POINTS = """
[interestlab.questions]
raises = broken_questions:Raises
leaves = broken_questions:Leaves
odd = broken_questions:Odd
pull = broken_questions:Pull
none = broken_questions:none

[interestlab.studies]
forgets = broken_questions:Forgets
"""


@pytest.fixture
def asked(command, home, tmp_path):
    """Asks of the sample, with a package of broken questions installed."""
    packages = tmp_path / "packages"
    info = packages / "broken_questions-1.0.dist-info"
    info.mkdir(parents=True)
    (packages / "broken_questions.py").write_text(BROKEN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken_questions\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    path = os.pathsep.join(filter(None, (str(packages), os.environ.get("PYTHONPATH"))))
    return lambda *arguments: command("ask", "sample", *arguments, "--home", home.folder, PYTHONPATH=path)


@pytest.mark.parametrize(("name", "said"), [
    ("raises", "“raises” failed: ZeroDivisionError: my own"),
    ("leaves", "“leaves” failed: SystemExit: 0"),
    ("forgets", "“forgets” failed: FileNotFoundError: "),
    ("none", "“none” is no question: it is no dataclass with `answer`."),
])  # fmt: skip
def test_a_broken_question_of_a_package_is_one_sentence(asked, home, name, said):
    ended = asked(name)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert said in ended.stderr
    assert not list((home.open("sample").store.folder / "artifacts").glob("forgets/*"))


def test_what_json_has_no_form_for_is_null_or_text(asked):
    assert json.loads(asked("odd").stdout) == {"nothing": None, "('a', 1)": [None, 0.5]}


def test_a_built_in_study_keeps_its_name(asked):
    assert json.loads(asked("pull", "--set", "interest=0", "--set", "texts=3").stdout)["texts"] == 3
