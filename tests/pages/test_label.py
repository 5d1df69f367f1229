"""The page Label: a scheme is made, posts are labelled one by one, each fifth only to judge by, and a classifier learns."""

import pytest

from interestlab.classify.labels import HandLabel, text_digest
from interestlab.home.labels import Labels
from interestlab.studies.jobs import run_job
from tests.pages.conftest import ran, said


@pytest.fixture
def labels(lab):
    return Labels(lab.workspace())


def made(labels, *classes, name="Topics"):
    return labels.add_scheme(name, classes or ("jazz", "chess", "other"))


def button(test, label):
    return next(one for one in test.button if one.label == label)


def gold_of(lab, digest):
    corpus = lab.workspace().need_result().corpus
    at = next(at for at, text in enumerate(corpus.texts) if text_digest(text) == digest)
    return corpus.contents["label"].iloc[at]


def press(test, labels, scheme, name):
    one = labels.scheme(scheme.id).of_name(name)
    key = next(one_.key for one_ in test.button if one_.key and one_.key.endswith(f"_{one.id}"))
    return ran(test.button(key).click().run())


def test_without_a_scheme_one_is_made_by_hand(lab, labels):
    test = lab.open("label")
    assert "No scheme yet" in said(test)
    test.text_input("label_scheme_name").set_value("Tone")
    test.text_area("label_class_lines").set_value("Glad\nsad\n glad ")
    ran(button(test, "Make the scheme").click().run())
    assert [one.name for one in labels.scheme("tone").classes] == ["Glad", "sad"]
    assert any(one.label == "**1** Glad" for one in test.button)


def test_a_name_of_a_column_and_a_sentence_without_a_class_are_refused(lab, labels):
    test = lab.open("label")
    test.text_input("label_scheme_name").set_value("Label")
    test.text_area("label_class_lines").set_value("a\nb")
    ran(button(test, "Make the scheme").click().run(), errors=1)
    assert "The file has a column “Label”" in said(test)
    test = lab.open("label")
    ran(test.radio("label_source").set_value("A sentence for each class").run())
    test.text_input("label_scheme_name").set_value("Tone")
    test.text_area("label_sentences").set_value("glad")
    ran(button(test, "Make the scheme").click().run(), errors=1)
    assert "a class, a colon, and a sentence" in said(test)
    assert labels.schemes() == []


@pytest.mark.parametrize(("source", "chosen"), [("A column", "column"), ("The map's interests", "interest")])
def test_a_scheme_of_a_column_or_of_the_interests_has_their_labels(lab, labels, source, chosen):
    test = lab.open("label")
    ran(test.radio("label_source").set_value(source).run())
    test.text_input("label_scheme_name").set_value("Given")
    ran(button(test, "Make the scheme").click().run())
    state = labels.state(labels.scheme("Given").id)
    assert {one.chosen for one in state.said} == {chosen}
    assert sum(state.counts.values()) > 400
    found = state.said[7]
    if chosen == "column":
        assert state.scheme.of_id(found.label).name == gold_of(lab, found.text)
        assert all(state.snapshot.random)


def test_each_fifth_is_drawn_at_random_and_only_judged_by(lab, labels):
    scheme = made(labels)
    test = lab.open("label")
    for at in range(10):
        assert ("nothing is learned from it" in said(test)) == (at % 5 == 4)
        press(test, labels, scheme, ("jazz", "chess")[at % 2])
    state = labels.state(scheme.id)
    assert [one.judging for one in state.said] == [False] * 4 + [True] + [False] * 4 + [True]
    assert len({one.text for one in state.said}) == 10
    assert "**10 labels**" in said(test)
    assert "2 only to judge by" in said(test)
    assert {one.author for one in state.said} == {"somebody"}


def test_undo_brings_the_same_post_back_and_skip_and_unsure_go_on(lab, labels):
    scheme = made(labels)
    test = lab.open("label")
    press(test, labels, scheme, "jazz")
    first = labels.said(scheme.id)[0]
    ran(button(test, "**u** Undo").click().run())
    assert labels.said(scheme.id) == []
    press(test, labels, scheme, "chess")
    assert labels.said(scheme.id)[0].text == first.text
    ran(button(test, "**s** Skip").click().run())
    ran(button(test, "**?** Unsure").click().run())
    rows = labels.said(scheme.id)
    assert [(one.label is None, one.unsure) for one in rows] == [(False, False), (True, False), (True, True)]
    assert "1 unsure; 1 skipped" in said(test)


def test_a_new_class_is_given_to_the_post_with_a_note(lab, labels):
    scheme = made(labels)
    test = lab.open("label")
    field = next(one for one in test.text_input if one.key and one.key.startswith("label_noted_"))
    field.set_value("not clear")
    name = next(one for one in test.text_input if one.key and one.key.startswith("label_name_"))
    ran(name.set_value("tea").run())
    ran(button(test, "Add, and give it to this post").click().run())
    state = labels.state(scheme.id)
    assert state.said[0].note == "not clear"
    assert state.scheme.of_id(state.said[0].label).name == "tea"


def give(lab, labels, scheme, rows, author="ada", wrong=()):
    corpus = lab.workspace().need_result().corpus
    ids = {one.name: one.id for one in scheme.classes}
    names = sorted(ids)
    said_ = []
    for row in rows:
        name = corpus.contents["label"].iloc[row]
        name = names[(names.index(name) + 1) % len(names)] if row in wrong else name
        said_.append(HandLabel(text_digest(corpus.texts[row]), ids[name], author, 0.0, chosen="random", judging=row % 5 == 4))
    labels.add(scheme.id, said_)


def all_classes(lab, labels):
    return made(labels, *sorted(set(lab.workspace().need_result().corpus.contents["label"].dropna())))


def test_training_is_a_job_and_its_classes_are_everywhere(lab, labels):
    scheme = all_classes(lab, labels)
    give(lab, labels, scheme, range(200))
    test = lab.open("label")
    assert "Nothing is trained yet" in said(test)
    ran(test.selectbox("label_model").set_value("tfidf-linear").run())
    ran(test.button("label_train").click().run())
    job = lab.workspace().jobs(kind="train")[0]
    assert job.state == "queued"
    run_job(str(lab.home.folder), job.id)
    assert lab.workspace().jobs(kind="train")[0].state == "done"
    ran(test.run())
    assert "**tfidf-linear** learned from" in said(test)
    assert "posts drawn at random that it had not seen" in said(test)

    page = lab.open("map", colour_by="Topics (class)")
    assert page.selectbox("colour_by").value == "extra.Topics (class)"
    columns = page.multiselect("columns").options
    assert "Topics (class)" in columns
    assert "Topics (probability)" in columns

    trained = lab.workspace().need_result().classes[scheme.id]
    ran(test.selectbox("label_posts_of").set_value(1).run())
    posts = next(one.value for one in test.dataframe if "Topics (class)" in one.value)
    assert set(posts["Topics (class)"]) == {trained.classes[1]}
    person = lab.workspace().need_result().corpus.contents["user_id"].value_counts().index[0]
    people = lab.open("people", person=person)
    assert "**Classes**" in said(people)
    assert "errors are not in the 95 % intervals" in said(people)

    press(test, labels, scheme, "jazz")
    ran(test.run())
    assert "Labels have changed since" in said(test)


def test_what_failed_says_why(lab, labels):
    scheme = made(labels)
    test = lab.open("label")
    press(test, labels, scheme, "jazz")
    ran(test.button("label_train").click().run())
    run_job(str(lab.home.folder), lab.workspace().jobs(kind="train")[0].id)
    ran(test.run(), errors=1)
    assert "Telling apart needs labels of two classes; only “jazz” has a label." in said(test)


def test_disagreements_are_settled_one_by_one(lab, labels):
    scheme = all_classes(lab, labels)
    give(lab, labels, scheme, range(6))
    give(lab, labels, scheme, range(6), author="bo", wrong={2, 3})
    test = lab.open("label")
    assert "2 disagreements" in said(test)
    assert "Krippendorff's alpha" in said(test)
    pairs = next(one.value for one in test.dataframe if "Cohen's kappa" in one.value)
    assert pairs.iloc[0][["One", "Another", "Texts", "Same class"]].tolist() == ["ada", "bo", 6, "67%"]
    ran(test.selectbox("label_strategy").set_value("disputes").run())
    assert "Somebody said" in said(test)
    assert any("2 left" in one.value for one in test.markdown)
    press(test, labels, scheme, "jazz")
    press(test, labels, scheme, "jazz")
    assert "Nobody disagrees" in said(test)
    state = labels.state(scheme.id)
    assert not any(one.disputed for one in state.standing.values())


def test_the_posts_of_a_class_are_gone_through_once_more(lab, labels):
    scheme = all_classes(lab, labels)
    give(lab, labels, scheme, range(40))
    test = lab.open("label")
    ran(test.selectbox("label_strategy").set_value("again").run())
    jazz = scheme.of_name("jazz").id
    ran(test.selectbox("label_of").set_value(jazz).run())
    before = labels.state(scheme.id).counts[jazz]
    assert before > 1
    press(test, labels, scheme, "jazz")  # it stays, and is not asked about again
    assert any(f"{before - 1} left" in one.value for one in test.markdown)


def test_classes_are_merged_renamed_and_the_scheme_deleted(lab, labels):
    scheme = made(labels)
    test = lab.open("label")
    jazz, _, other = scheme.classes
    ran(test.selectbox("label_edited").set_value(jazz.id).run())
    test.text_input(f"label_rename_{jazz.id}").set_value("Music")
    ran(button(test, "Keep").click().run())
    ran(test.selectbox(f"label_into_{jazz.id}").set_value(other.id).run())
    ran(test.button("label_merge").click().run())
    assert [one.name for one in labels.scheme(scheme.id).classes] == ["chess", "other"]
    ran(test.checkbox(f"label_sure_{scheme.id}").set_value(True).run())
    ran(test.button("label_delete").click().run())
    assert labels.schemes() == []
    assert "No scheme yet" in said(test)


def test_many_are_labelled_by_the_filter(lab, labels):
    scheme = made(labels)
    test = lab.open("label", labels="jazz")
    ran(test.selectbox("label_many").set_value(scheme.of_name("jazz").id).run())
    ran(test.button("label_many_go").click().run())
    state = labels.state(scheme.id)
    assert {gold_of(lab, one.text) for one in state.said} == {"jazz"}
    assert {one.chosen for one in state.said} == {"selection"}
    assert not any(state.snapshot.random)
