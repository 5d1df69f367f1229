"""The file's other columns on the pages: filter, colours and tables; what is no choice says why."""

import csv
import io
import shutil
import sys

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.corpus.facets import facets_of
from interestlab.home import Home
from interestlab.home.analysis import analyze
from interestlab.sample import sample_csv
from interestlab.ui.map.colouring import colour_title
from tests.pages.conftest import Lab, ran, said, upload

ROWS = 300


@pytest.fixture(scope="module")
def made(analysed, tmp_path_factory):
    """A workspace whose file has columns of many kinds."""
    table = list(csv.DictReader(io.StringIO(sample_csv().decode())))[:ROWS]
    for at, row in enumerate(table):
        row |= {"score": f"{at % 50}", "site": f"https://www.site{at % 3}.org/{at}", "topics": f"t{at % 4};t{at % 7}"}
        row |= {"Time": f"{at % 20} kg", "one": "x", "ident": f"x{at}y"}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    workspace = Home(tmp_path_factory.mktemp("facets")).create("columns")
    analyze(workspace, workspace.add_run(upload(workspace, "posts.csv", out.getvalue().encode())))
    return workspace


@pytest.fixture
def columns(made, monkeypatch, tmp_path):
    """The app in that home."""
    shutil.copytree(made.home.folder, tmp_path / "home")
    monkeypatch.setenv("INTERESTLAB_HOME", str(tmp_path / "home"))
    return Lab(Home(tmp_path / "home"))


def key_of(result, name, end=""):
    return f"c{[one.column for one in facets_of(result.corpus.contents)].index(name)}{end}"


def coloured(result, found):
    """Every colouring of the map, as a page makes them."""
    from interestlab.ui.map.colouring import colour_choices, colouring

    found.update({kind: colouring(result, kind) for kind in colour_choices(result)})


@pytest.fixture(scope="module")
def colourings(made):
    found, main = {}, sys.modules["__main__"]
    ran(AppTest.from_function(coloured, args=(made.need_result(), found)).run())
    sys.modules["__main__"] = main  # or processes that are begun later would run that function first
    return found


def test_columns_are_told_by_their_values(made):
    found = {one.column: one.kind for one in facets_of(made.need_result().corpus.contents)}
    assert {
        "score": "number",
        "site": "link",
        "topics": "tags",
        "Time": "number",
        "one": "none",
        "ident": "none",
    }.items() <= found.items()


def test_posts_are_filtered_by_a_number_and_a_site(columns):
    result = columns.workspace("columns").need_result()
    test = columns.open("map", "columns")
    ran(test.multiselect(key="columns").set_value(["score", "site"]).run())
    ran(test.number_input(key=key_of(result, "score", "_from")).set_value(40).run())
    ran(test.multiselect(key=key_of(result, "site")).set_value(["site1.org"]).run())
    contents = result.corpus.contents
    wanted = (contents["extra.score"].astype(int) >= 40) & contents["extra.site"].str.contains("site1")
    assert f"{int(wanted.sum())} posts selected" in said(test)
    assert any("Filter (2)" in str(button.proto) for button in test.get("popover"))
    ran(test.button(key="clear_filter").click().run())
    assert "posts selected" not in said(test)


def test_what_is_no_choice_says_why(columns):
    test = columns.open("map", "columns")
    assert "columns are no choice here." in said(test)
    [caption] = [one for one in test.caption if "no choice here" in one.value]
    assert "Every row that has a value has" in caption.help


def test_every_colour_stands_in_the_legend(made, colourings):
    result, by = made.need_result(), colourings
    for kind, shown in by.items():
        assert len(shown.palette) == len(shown.names), kind
        assert shown.group.max() == len(shown.names) - 1
        if (shown.group < 0).any() and kind != "interest":
            assert f"{int((shown.group < 0).sum()):,} posts" in shown.grey
    score = result.corpus.contents["extra.score"].astype(int).to_numpy()
    spans = by["extra.score"].group
    assert by["extra.score"].spans
    for lower, upper in zip(range(spans.max()), range(1, spans.max() + 1), strict=True):
        assert score[spans == lower].max() < score[spans == upper].min()
    first = result.corpus.contents["extra.topics"].str.split(";").str[0].tolist()
    shown = by["extra.topics"]
    assert [shown.names[at] if at >= 0 else None for at in shown.group] == first


def test_no_two_choices_are_called_alike(colourings):
    titles = [colour_title(kind) for kind in colourings]
    assert len(titles) == len(set(titles))
    assert "Time (column)" in titles


def test_a_table_shows_the_columns_that_are_wanted(columns):
    test = columns.open("map", "columns")
    ran(test.multiselect(key="columns").set_value(["score"]).run())
    result = columns.workspace("columns").need_result()
    ran(test.number_input(key=key_of(result, "score", "_from")).set_value(45).run())
    ran(test.toggle(key="see_posts").set_value(True).run())
    ran(test.multiselect(key="map_posts_columns").set_value(["score", "Time"]).run())
    table = next(frame.value for frame in test.dataframe if "Post" in frame.value.columns)
    assert np.issubdtype(table["score"].dtype, np.number)
    assert set(table["score"]) == set(range(45, 50))
    assert "kg" in str(table.iloc[0, -1])
