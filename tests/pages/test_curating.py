"""Interests are shaped on the pages, and every act is told in one line and taken back."""

import numpy as np
import pytest

from interestlab.home.curating import Curating
from tests.pages.conftest import ran, said, sent


def press(test, key, *, errors=0):
    """Presses the button of that key, or with that label."""
    button = next(one for one in test.button if key in (one.key, one.label))
    return ran(button.click().run(), errors=errors)


@pytest.fixture
def result(lab):
    return lab.workspace().result


def members(result, given):
    return np.flatnonzero(result.map.interest == result.interest_with(given))


def test_interests_are_merged_and_the_line_says_so(lab, result):
    names, sizes = [result.map.name(at) for at in range(3)], result.map.sizes
    test = lab.open("interests", interest="0")
    ran(test.multiselect(key="merge_0").set_value([1, 2]).run())
    press(test, "merge_interests")
    assert result.map.sizes[0] == sizes[:3].sum()
    assert f"“{names[1]}”, “{names[2]}” merged into “{names[0]}”, {sizes[1] + sizes[2]:,} posts" in said(test)
    assert f"{sizes[:3].sum():,} of" in said(test)
    press(test, "undo_edit")
    assert result.map.sizes.tolist() == sizes.tolist()
    press(test, "redo_edit")
    assert result.map.count == len(sizes) - 2


def test_an_interest_is_split_as_it_was_shown(lab, result):
    size, count = int(result.map.sizes[0]), result.map.count
    test = lab.open("interests", interest="0")
    ran(test.toggle(key="split_show_0").set_value(True).run())
    ran(test.text_input(key="split_name_0_2_1").set_value("A part of it").run())
    press(test, "split_interest")
    assert result.map.count == count + 1
    assert result.map.name(count) == "A part of it"
    assert len(members(result, 0)) + int(result.map.sizes[count]) == size
    assert "“A part of it” (" in said(test)
    assert lab.open("map").dataframe[0].value["Interest"].tolist().count("A part of it") == 1


def test_notes_pins_and_what_is_set_aside(lab, result):
    total = int(result.map.sizes[0])
    test = lab.open("interests", interest="0")
    test.text_area(key="note_0").set_value("Ask *Ada* about it")
    press(test, "Keep the note")
    assert "Ask *Ada* about it" in said(test)
    press(test, "pin_interest")
    assert "pinned" in said(test)
    press(test, "aside_interest")
    mark = result.curated.marks[0]
    assert (mark.note, mark.pinned, mark.aside) == ("Ask *Ada* about it", True, True)
    assert f"of {len(result.corpus) - total:,} posts" in said(test)
    other = lab.open("interests")
    assert len(other.dataframe[0].value) == result.map.count - 1
    ran(other.toggle(key="show_aside").set_value(True).run())
    assert len(other.dataframe[0].value) == result.map.count
    assert "set aside, and has no part" in said(lab.open("interests", interest="0"))


def test_an_interest_becomes_none_and_comes_back(lab, result):
    count = result.map.count
    test = press(lab.open("interests", interest="3"), "none_interest")
    assert result.map.count == count - 1
    assert "No interest chosen" in said(test)
    assert "marked as no interest" in said(test)
    press(test, "undo_edit")
    assert result.map.count == count


def test_all_interests_as_none_leave_pages_that_say_so(lab, result):
    mine = Curating(result.log)
    for given in result.interest_ids:
        mine.dismiss(given)
    for screen in ("map", "interests", "people", "recommend"):
        lab.open(screen)
    person = result.profiles.users[0]
    lab.open("people", person=person)
    lab.open("recommend", person=person)
    lab.open("map", record="3")
    press(lab.open("map"), "undo_edit")
    assert result.map.count == 1


def test_found_posts_are_moved_and_made_an_interest(lab, result):
    test = lab.open("map", q="bishop")
    ran(test.segmented_control(key="search_way").set_value("words").run())
    hits = int(result.corpus.contents["text"].str.contains(r"\bbishop", case=False).sum())
    test.text_input(key="new_interest_name").set_value("Bishops")
    press(test, f"Make it of {hits} posts")
    made = result.interest_ids[-1]
    assert (result.map.name(result.map.count - 1), len(members(result, made))) == ("Bishops", hits)
    assert f"New interest “Bishops”: {hits} posts from" in said(test) or "New interest “Bishops”: " in said(test)
    ran(test.selectbox(key="move_to").set_value(-1).run())
    press(test, "move_selected")
    assert result.interest_with(made) is None
    assert f"{hits} posts from “Bishops” to no interest" in said(test)
    test.text_input(key="new_interest_name").set_value("")
    press(test, "Make it of " + f"{hits} posts")  # without a name it is called by its posts
    assert result.map.name(result.map.count - 1) not in ("", "Bishops")


def test_a_post_is_moved_from_its_record(lab, result):
    post = int(members(result, 0)[0])
    test = lab.open("map", record=str(post))
    ran(test.selectbox(key=f"record_move_{post}").set_value(2).run())
    press(test, "record_move")
    assert result.map.interest[post] == 2
    assert "put here by hand" in said(test)


def test_an_interest_is_made_from_a_sentence(lab, result):
    count = result.map.count
    test = lab.open("interests")
    ran(test.text_input(key="sentence").set_value("sourdough bread from the oven").run())
    assert "Just in" in said(test)
    before = next(one.label for one in test.button if one.label.startswith("Make it of"))
    slider = test.slider(key="sentence_threshold")
    proposed = slider.value
    ran(slider.set_value(slider.max).run())
    after = next(one.label for one in test.button if one.label.startswith("Make it of"))
    assert int(after.split()[3].replace(",", "")) < int(before.split()[3].replace(",", ""))
    ran(test.slider(key="sentence_threshold").set_value(proposed).run())
    test.text_input(key="sentence_name").set_value("Bread")
    press(test, next(one.label for one in test.button if one.label.startswith("Make it of")))
    assert result.map.count >= count
    assert result.map.name(result.map.count - 1) == "Bread"


def test_a_later_edit_that_rests_on_it_is_offered_to_go_with_it(lab, result):
    mine = Curating(result.log)
    made = mine.new(members(result, 0)[:5], "Mine").interest
    Curating(result.log, "0" * 32).rename(made, "Theirs")
    test = press(lab.open("interests"), "undo_edit", errors=1)
    assert "a later edit rests on it" in said(test)
    first = result.log.log()[0].id
    assert test.button(key=f"log_{first}").label == "Take back, with 1 later"
    press(test, f"log_{first}")
    assert result.edits() == ()
    press(test, f"log_{first}")
    assert [edit.name for edit in result.edits()] == ["Mine"]


def test_names_with_markdown_stay_text_in_the_log(lab, result):
    Curating(result.log).rename(0, "![x](http://evil) **b**")
    assert "![x]" not in sent(lab.open("interests"))


def test_what_is_gone_is_one_sentence(lab, result):
    test = lab.open("interests", interest="1")
    Curating(result.log, "0" * 32).merge(0, [1])
    assert "No interest chosen" in said(press(test, "pin_interest"))
    post = int(members(result, 0)[0])
    test = lab.open("map", record=str(post))
    ran(test.selectbox(key=f"record_move_{post}").set_value(2).run())
    assert result.map.interest[post] == 0


def test_names_stand_in_a_table_whose_button_waits_for_a_change(lab, result):
    test = lab.open("interests")
    ran(test.toggle(key="names_as_table").set_value(True).run())
    assert next(one for one in test.button if one.key == "save_names").disabled
    shown = next(one.value for one in test.dataframe if "Name" in one.value)
    order = np.argsort(-result.map.sizes, kind="stable")
    assert shown["Name"].tolist() == [result.map.name(int(number)) for number in order]
    assert shown["Posts"].tolist() == sorted(result.map.sizes.tolist(), reverse=True)
