"""A post opened over the pages, without a browser: what it says, its ways on, and links that name no post."""

import pytest

from interestlab.home.analysis import analyze
from tests.pages.conftest import ran, said, upload

EXPLORE = ("map", "interests", "people")


def pressed(test, key):
    return ran(test.button(key=key).click().run())


@pytest.mark.parametrize("screen", EXPLORE)
def test_a_link_opens_a_post_on_any_page(lab, screen):
    text = str(lab.workspace().need_result().corpus.contents["text"].iloc[12])
    shown = said(lab.open(screen, record="12"))
    assert text in shown.replace("*", "")  # some words are bold
    row = lab.workspace().need_result().corpus.contents["source_row"].iloc[12]
    assert f"13 of 1,494 posts; row {row} of the file" in shown


@pytest.mark.parametrize("named", ["1494", "-1", "x", "", "99999999999999999999", "1.5", "²"])
def test_a_link_to_no_post_opens_nothing(lab, named):
    assert "row" not in said(lab.open("map", record=named))


def test_a_post_leads_to_its_person_and_its_interest(lab):
    row = lab.workspace().need_result().corpus.contents.iloc[12]
    test = pressed(lab.open("map", record="12"), "record_person")
    assert test.query_params["person"] == row["user_id"]
    assert "record" not in test.query_params
    assert "of the file" not in said(test)

    for screen in ("people", "recommend"):  # where the person's input stands in the URL itself
        test = pressed(lab.open(screen, record="12"), "record_person")
        assert test.selectbox(key="person").value == row["user_id"]

    result = lab.workspace().need_result()
    inside = next(i for i, number in enumerate(result.map.interest.tolist()) if number >= 0)
    number = int(result.map.interest[inside])
    test = pressed(lab.open("map", record=str(inside)), f"record_interest_{number}")
    assert test.query_params["interest"] == str(result.interest_ids[number])


def test_the_map_marks_the_post_that_it_is_shown(lab):
    test = pressed(lab.open("interests", record="12"), "record_map")
    assert test.query_params["shown"] == "12"
    assert "The number 1 marks the post that you looked at." in said(test)
    assert "13 of 1,494 posts" in said(pressed(lab.open("map", shown="12"), "shown_open"))
    assert "The number 1 marks" not in said(pressed(lab.open("map", shown="12"), "shown_off"))


def test_recommendations_are_made_from_a_post(lab):
    text = str(lab.workspace().need_result().corpus.contents["text"].iloc[12])
    test = pressed(lab.open("people", record="12"), "record_like")
    assert test.text_area(key="typed_history").value == text


def test_its_other_columns_and_its_words_are_shown(lab):
    test = lab.open("map", record="12")
    ran(test.segmented_control(key="record_part").set_value("All columns").run())
    row = lab.workspace().need_result().corpus.contents.iloc[12]
    extra = {name.removeprefix("extra."): value for name, value in row.items() if name.startswith("extra.")}
    table = next(frame.value for frame in test.dataframe if list(frame.value.columns) == ["Column", "Value"])
    assert dict(zip(table["Column"], table["Value"], strict=True)) == extra
    ran(test.segmented_control(key="record_part").set_value("Why it lies here").run())
    assert "nearer to the middle of" in said(test)


def test_the_first_and_the_last_have_no_way_beyond(lab):
    first, last = lab.open("map", record="0"), lab.open("map", record="1493")
    assert (first.button(key="record_Left").disabled, first.button(key="record_Right").disabled) == (True, False)
    assert (last.button(key="record_Left").disabled, last.button(key="record_Right").disabled) == (False, True)


def test_without_people_and_times_the_rest_is_there(lab):
    test = lab.open("map", "texts", record="3")
    assert "4 of 400 posts" in said(test)
    assert not [button for button in test.button if button.key in ("record_person", "record_like")]


def test_a_map_of_ratings_has_no_post_to_open(empty_lab):
    rows = "".join(f"u{n % 20},i{n % 17},{1 + n % 5}\n" for n in range(400))
    workspace = empty_lab.home.create("sample")
    analyze(workspace, workspace.add_run(upload(workspace, "ratings.csv", f"user_id,item_id,rating\n{rows}".encode())))
    assert "row 1 of the file" not in said(empty_lab.open("people", record="0"))
