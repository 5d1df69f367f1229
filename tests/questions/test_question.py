"""Questions are values; what asks them in parts puts the parts together, and a study says what it depends on."""

import pickle
from dataclasses import dataclass, field

import numpy as np
import pytest

from interestlab.errors import JobError, WorkerDied
from interestlab.home import formats
from interestlab.home.plain import LATER
from interestlab.questions.question import PartedQuestion, Question, Study, StudyInfo, silent


@dataclass(frozen=True)
class Double(Question[int]):
    number: int

    def answer(self, run, progress):
        progress(1, 1)
        return 2 * self.number


@dataclass(frozen=True)
class Doubles(PartedQuestion[tuple, int]):
    numbers: tuple[int, ...]

    def parts(self):
        return [Double(number) for number in self.numbers]

    def joined(self, found):
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Found:
    values: np.ndarray
    name: str


@dataclass(frozen=True)
class Measures(Study[Found]):
    info = StudyInfo("measures", "Measuring", counts="texts", steps=("read", "encode"))

    places: tuple[int, ...]
    share: float = 0.5
    since: int | None = field(default=None, metadata=LATER)

    def answer(self, run, progress):
        return Found(np.array(self.places) * self.share, run)

    def load(self, folder):
        return formats.load_fields(folder, Found)


def test_equal_questions_are_equal_and_travel():
    assert Doubles((1, 2)) == Doubles((1, 2)) != Doubles((2, 1))
    assert hash(Measures((1,))) == hash(Measures((1,)))
    assert pickle.loads(pickle.dumps(Measures((1, 2), 0.1))) == Measures((1, 2), 0.1)


def test_a_question_has_a_limit_and_a_name_of_its_own():
    assert (Double.limit, Double(1).called) == (60.0, "The answer")
    assert Measures((1,)).called == "Measuring"
    assert (Measures.info.version, Measures.info.libraries) == (1, ())


def test_parts_are_put_together_and_their_number_told():
    told = []
    assert Doubles((3, 1, 2)).answer("a run", lambda done, total: told.append((done, total))) == (6, 2, 4)
    assert told == [(0, 3), (1, 3), (2, 3)]  # what a part tells of itself is not heard
    assert Doubles(()).answer("a run", silent) == ()


def test_nothing_stands_in_for_a_lost_part_unless_a_question_says_so():
    lost = WorkerDied("gone")
    with pytest.raises(JobError) as raised:
        Doubles((1,)).failed(Double(1), lost)
    assert raised.value is lost


def test_a_question_without_an_answer_cannot_be_made():
    class Half(Question[int]):
        pass

    with pytest.raises(TypeError, match="abstract"):
        Half()


def test_a_study_is_stored_as_plain_values_and_comes_back():
    study = Measures((3, 1), 0.25)
    assert study.settings() == {"places": [3, 1], "share": 0.25}
    assert Measures((3,), since=4).settings() == {"places": [3], "share": 0.5, "since": 4}
    assert Measures.of(study.settings()) == study
    assert Measures.of({"places": [3]}) == Measures((3,))
    assert study.also_depends_on() == {}


def test_settings_of_another_study_are_refused():
    with pytest.raises(KeyError, match="Measures needs places"):
        Measures.of({"share": 0.5})
    with pytest.raises(KeyError, match="letter"):
        Measures.of({"places": [1], "letter": "a"})


def test_what_a_study_writes_is_what_it_loads(tmp_path):
    Measures((2, 4)).write("a run", tmp_path, silent)
    back = Measures((2, 4)).load(tmp_path)
    assert back.values.tolist() == [1, 2]
    assert back.name == "a run"
