"""Groups on the pages: saved from what is seen, shown, combined, filtered and coloured by, taken away and brought back."""

import numpy as np

from interestlab.home.groups import groups_of
from interestlab.interests.groups import All, NamedRecipe, Not, OfInterests, Searched, These, Where
from interestlab.interests.selection import Selection, find_words
from tests.pages.conftest import ran, said


def keep(lab, name, recipe, count=0, note=""):
    result = lab.workspace().need_result()
    return groups_of(result).save(name, recipe, count=count, total=len(result.corpus), note=note)


def pressed(test, key, **more):
    return ran(test.button(key=key).click().run(), **more)


def of_form(test, key):
    """The button that sends the form of that key."""
    return next(one for one in test.button if one.proto.form_id == key)


def with_word(result, word):
    return int(find_words(result.corpus.contents["text"], word).sum())


def test_what_is_searched_and_ticked_is_saved_as_a_group_that_follows_the_data(lab):
    result = lab.workspace().need_result()
    wanted = with_word(result, "coffee")
    test = lab.open("map", q="coffee")
    ran(test.segmented_control(key="search_way").set_value("words").run())
    test = pressed(test, "save_selected")
    assert f"{wanted} of 1,494 posts." in said(test)
    assert "Posts with the words “coffee”." in str([radio.proto for radio in test.radio])
    test.text_input(key="group_name").set_value("Coffee talk")
    test.text_area(key="group_note").set_value("Seen on *Monday*.")
    ran(of_form(test, "save_group").click().run())
    [group] = groups_of(result).all()
    assert (group.name, group.note, group.count) == ("Coffee talk", "Seen on *Monday*.", wanted)
    assert group.recipe == Searched("coffee", "words")

    shown = said(lab.open("groups"))
    for part in (
        "Coffee talk",
        f"{wanted} of 1,494 posts",
        "Follows the data",
        "Posts with the words “coffee”.",
        "Seen on *Monday*.",
    ):
        assert part in shown
    assert "when saved" not in shown


def test_an_interest_is_saved_as_these_posts(lab):
    result = lab.workspace().need_result()
    test = pressed(lab.open("interests", interest=str(result.interest_ids[0])), "save_interest")
    test.text_input(key="group_name").set_value("First")
    test.radio(key="group_way").set_value("posts")
    ran(of_form(test, "save_group").click().run())
    [group] = groups_of(result).all()
    assert isinstance(group.recipe, These)
    assert group.count == int((result.map.interest == 0).sum())
    assert "Fixed posts" in said(lab.open("groups"))


def test_a_filter_is_saved_where_it_is_chosen(lab):
    result = lab.workspace().need_result()
    kept = keep(lab, "Coffee", Searched("coffee", "words"))
    talk = find_words(result.corpus.contents["text"], "coffee") & result.corpus.contents["user_id"].notna()
    person = str(result.corpus.contents["user_id"][talk].iloc[0])
    test = lab.open("people", groups="Coffee")
    ran(test.multiselect(key="people").set_value([person]).run())
    test = pressed(test, "save_filter")
    test.text_input(key="group_name").set_value("Theirs")
    ran(of_form(test, "save_group").click().run())
    made = groups_of(result).all()[-1]
    assert made.recipe == All((Where(Selection(users=(person,))), NamedRecipe("Coffee", kept.recipe)))
    mine = (result.corpus.contents["user_id"] == person) & find_words(result.corpus.contents["text"], "coffee")
    assert made.count == int(mine.sum())


def test_a_taken_name_is_one_sentence_and_nothing_is_saved(lab):
    keep(lab, "Coffee", OfInterests((0,)))
    test = pressed(lab.open("map", q="coffee"), "save_selected")
    test.text_input(key="group_name").set_value("coffee")
    test = ran(of_form(test, "save_group").click().run(), errors=1)
    assert "There is a group “coffee” already" in said(test)
    assert len(groups_of(lab.workspace().need_result()).all()) == 1


def test_a_group_filters_colours_and_is_taken_off(lab):
    result = lab.workspace().need_result()
    keep(lab, "Coffee", Searched("coffee", "words"))
    keep(lab, "Empty", Searched("xyzzy", "words"))
    wanted = with_word(result, "coffee")
    test = lab.open("map", groups="Coffee", colour_by="Group")
    shown = said(test)
    assert f"{wanted} posts selected" in shown
    assert f"Grey: {1494 - wanted:,} posts of none of these groups." in shown
    assert any("Filter (1)" in str(button.proto) for button in test.get("popover"))
    assert "posts selected" not in said(pressed(test, "clear_filter"))


def test_of_several_one_is_made(lab):
    result = lab.workspace().need_result()
    first, second = keep(lab, "Coffee", Searched("coffee", "words")), keep(lab, "One", OfInterests((result.id_of(0),)))
    one, two = find_words(result.corpus.contents["text"], "coffee"), np.asarray(result.map.interest) == 0
    test = lab.open("groups")
    ran(test.multiselect(key="combined").set_value([first.id, second.id]).run())
    for way, mask in {"all": one & two, "any": one | two, "first": one & ~two, "none": ~one & ~two}.items():
        ran(test.segmented_control(key="combined_way").set_value(way).run())
        assert f"{int(mask.sum()):,} of 1,494 posts" in said(test)
    table = next(frame.value for frame in test.dataframe if "Coffee" in frame.value.columns)
    assert table.to_numpy().tolist() == [[one.sum(), (one & two).sum()], [(one & two).sum(), two.sum()]]
    ran(test.segmented_control(key="combined_way").set_value("first").run())
    test = pressed(test, "save_combined")
    test.text_input(key="group_name").set_value("Only coffee")
    ran(of_form(test, "save_group").click().run())
    made = groups_of(result).all()[-1]
    assert made.recipe == All((NamedRecipe("Coffee", first.recipe), Not(NamedRecipe("One", second.recipe))))
    groups_of(result).delete(first.id)  # what is made of it stays
    assert f"{int((one & ~two).sum()):,} of 1,494 posts" in said(lab.open("groups"))


def test_a_group_is_renamed_deleted_and_brought_back(lab):
    group = keep(lab, "Coffee", Searched("coffee", "words"))
    test = lab.open("groups")
    name = next(one for one in test.text_input if one.value == "Coffee")
    name.set_value("Espresso *strong*")
    ran(of_form(test, f"change_{group.id}").click().run())
    assert "Espresso *strong*" in said(test)
    test = pressed(test, f"delete_{group.id}")
    assert "“Espresso *strong*” is deleted." in said(test)
    assert "No groups yet" in said(test)
    test = pressed(test, "restore_group")
    assert "is deleted" not in said(test)
    assert "Espresso *strong*" in said(test)


def test_of_two_who_rename_the_later_is_told(lab):
    group = keep(lab, "Coffee", Searched("coffee", "words"))
    test = lab.open("groups")
    groups_of(lab.workspace().need_result()).change(group, name="Theirs", note="")
    next(one for one in test.text_input if one.value == "Coffee").set_value("Mine")
    test = ran(of_form(test, f"change_{group.id}").click().run(), errors=1)
    assert "Meanwhile somebody else has changed this group: it is called “Theirs”" in said(test)


def test_what_is_out_of_date_says_so(lab):
    keep(lab, "Gone", OfInterests((98, 99)))
    keep(lab, "More", Searched("coffee", "words"), count=3)
    test = lab.open("groups")
    badges = [one.value for one in test.markdown if "badge" in one.value]
    assert any("Out of date" in one for one in badges)
    assert any("3 when saved" in one for one in badges)
    assert "of 2 interests that are here no more" in said(test)


def test_no_groups_lead_to_the_map(lab):
    test = lab.open("groups")
    assert "No groups yet" in said(test)
    assert "Interest map" in said(ran(next(one for one in test.button if one.label == "Go to the map").click().run()))


def test_groups_of_a_search_whose_encoder_is_gone_say_so_and_the_rest_stays(lab, monkeypatch):
    from interestlab.errors import EncoderUnavailable
    from interestlab.questions.meaning import Meaning

    def gone(self, run, progress):
        raise EncoderUnavailable("The encoder is not installed.")

    monkeypatch.setattr(Meaning, "answer", gone)
    keep(lab, "By meaning", Searched("coffee", "meaning"))
    keep(lab, "By words", Searched("coffee", "words"))
    test = lab.open("groups", errors=1)
    assert "The encoder is not installed." in said(test)
    assert "By words" in said(test)
    test = lab.open("map", groups="By meaning", errors=1)
    assert "The encoder is not installed." in said(test)
    assert "0 posts selected" in said(test)
