"""The study of classifiers: any column is a scheme, what is kept is what was found, and what is none is said."""

import numpy as np
import pytest

from interestlab.classify.judging.judge import Judgement
from interestlab.classify.labels import HandLabel, text_digest
from interestlab.classify.scheme import NO_LABEL
from interestlab.errors import ColumnProblem, InvalidSetting, NotApplicable
from interestlab.home.labels import Labels
from interestlab.home.steps import Silent
from interestlab.questions.kept import answer_and_keep, kept_answer
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.studies.judge import CHOSEN, JudgeClassifiers, labelled_posts, labels_of_name


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def answer(result, study):
    return study.answer(OpenRun.of(result), silent)


def test_the_label_column_by_its_name_grouped_by_person(result):
    found = answer(result, JudgeClassifiers("label", ("majority", "tfidf-linear", "zero-shot"), folds=3))
    assert isinstance(found, Judgement)
    assert found.split.group == "user"
    assert found.rows == 400
    assert found.chosen == "tfidf-linear"
    labels = result.corpus.contents["label"]
    assert found.classes == labels.value_counts().sort_index().to_dict()
    numbers = {name: at for at, name in enumerate(found.classes)}
    assert [numbers[label] for label in labels.iloc[found.row]] == found.target.tolist()
    words = found.models[1]
    assert words.metrics["accuracy"].value == pytest.approx(np.mean(words.predicted == found.target))
    assert words.metrics["accuracy"].low > 0.5


def test_any_column_is_a_scheme_also_one_with_another_role(result):
    for column in ("thread", "rating", "user_id", "item_id"):
        found = labelled_posts(result, column, None)
        assert len(found.scheme.classes) > 1, column
    assert set(labelled_posts(result, "rating", None).scheme.classes) <= {"1", "2", "3", "4", "5"}
    with pytest.raises(ColumnProblem, match="no column “colour” that could hold labels; there are label, rating, user_id"):
        labelled_posts(result, "colour", None)


def test_the_kept_answer_is_what_was_worked_out(workspace):
    result = workspace.need_result()
    study = JudgeClassifiers("label", ("majority", "centroid"), folds=2, seed=3)
    assert kept_answer(result, study) is None
    found = answer_and_keep(result, study, Silent())
    again = kept_answer(result, study)
    assert again.as_dict() == found.as_dict()
    assert np.array_equal(again.models[1].predicted, found.models[1].predicted)
    assert again.models[1].curve == found.models[1].curve


def test_a_test_part_by_column(result):
    languages = JudgeClassifiers("label", ("majority",), test_column="thread", test_value="今晚看星星", group="none")
    with pytest.raises(NotApplicable, match="No labelled post has the value"):
        answer(result, JudgeClassifiers("label", ("majority",), test_column="thread", test_value="nowhere"))
    found = answer(result, languages)
    assert found.split.kind == "test part"
    assert found.split.test == (result.corpus.contents["extra.thread"] == "今晚看星星").sum()


@pytest.mark.parametrize(("changed", "said"), [
    ({"folds": 1}, "There can be 2 to 20 folds; it is 1."),
    ({"group": "thread"}, "Posts are kept together by user, none, time; it is “thread”."),
    ({"test_column": "thread"}, "A test part needs a column and a value"),
])  # fmt: skip
def test_settings_out_of_range_are_one_sentence(result, changed, said):
    with pytest.raises(InvalidSetting, match=said):
        answer(result, JudgeClassifiers("label", ("majority",), **changed))


def by_hand(workspace, rows, **more):
    """The sample's own labels, given by hand to some of its posts."""
    labels, corpus = Labels(workspace), workspace.need_result().corpus
    gold = corpus.contents["label"]
    scheme = labels.add_scheme("Topics", sorted(set(gold)))
    ids = {one.name: one.id for one in scheme.classes}
    labels.add(scheme.id, [HandLabel(text_digest(corpus.texts[row]), ids[gold[row]], "ada", 0.0, **more) for row in rows])
    return labels.snapshot(scheme.id)


def test_labels_by_hand_are_judged_like_a_column_and_each_text_once(workspace):
    digest = by_hand(workspace, range(200), chosen="random")
    result = workspace.need_result()
    found = answer(result, JudgeClassifiers("Topics", ("majority", "tfidf-linear"), folds=3, labels=digest))
    texts = result.corpus.texts
    assert found.rows == len({text_digest(text) for text in texts[:200]}) - sum(
        count for reason, count in found.left_out.items() if reason != NO_LABEL
    )
    assert found.notes == ()
    assert found.chosen == "tfidf-linear"
    gold = result.corpus.contents["label"]
    names = list(found.classes)
    assert [names[one] for one in found.target] == gold.iloc[found.row].tolist()
    assert labels_of_name(result, "topics") == digest
    assert labels_of_name(result, "label") is None
    assert labels_of_name(result, "nothing") is None


def test_labels_that_were_chosen_are_said_to_be(workspace):
    digest = by_hand(workspace, range(100), chosen="usual")
    found = answer(workspace.need_result(), JudgeClassifiers("Topics", ("majority",), folds=2, labels=digest))
    assert found.notes == (CHOSEN,)
    empty = Labels(workspace).add_scheme("Empty", ["a", "b"])
    with pytest.raises(NotApplicable, match="No post has a label of “Empty” yet"):
        answer(workspace.need_result(), JudgeClassifiers("Empty", ("majority",), labels=Labels(workspace).snapshot(empty.id)))
