"""Everybody in a table, while nobody is chosen."""

import numpy as np
import pandas as pd
import pytest

from tests.pages.conftest import ran, said


def people_of(test):
    return next(frame.value for frame in test.dataframe if "Main interest" in frame.value.columns)


def test_everybody_stands_there_with_their_main_interest(lab):
    result = lab.workspace().need_result()
    table, profiles = people_of(lab.open("people")), result.profiles
    assert sorted(table["Person"]) == sorted(profiles.users)
    assert table["Posts"].is_monotonic_decreasing
    assert table["Posts"].sum() == round(float(profiles.clear.sum() + np.asarray(profiles.unclear).sum()))
    for _, row in table.head(10).iterrows():
        mix = profiles.mix(row["Person"])
        assert row["Share"] == pytest.approx(100 * max(one.share for one in mix), abs=1e-4)
    last = result.corpus.contents.groupby("user_id")["timestamp"].max()
    assert (pd.to_datetime(table.set_index("Person")["Latest"], utc=True) >= last.reindex(table["Person"])).all()


def test_the_filter_limits_it_to_authors(lab):
    contents = lab.workspace().need_result().corpus.contents
    test = lab.open("people")
    ran(test.multiselect(key="labels").set_value(["chess"]).run())
    assert set(people_of(test)["Person"]) == set(contents.loc[contents["label"] == "chess", "user_id"].dropna())


def test_recommendations_are_one_press_away_from_a_person(lab):
    person = lab.workspace().need_result().profiles.users[3]
    test = lab.open("people", person=person)
    ran(test.button(key="recommend_for").click().run())
    assert test.selectbox(key="person").value == person
    assert "Recommend" in said(test)
