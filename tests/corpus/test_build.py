"""Uploads become three tables: posts, reviews with a catalogue, ratings with a catalogue; nothing is dropped in silence."""

import io
from dataclasses import asdict

import pandas as pd
import pytest

from interestlab.corpus import Choices, Roles, WeightRule, build_corpus, read_table
from interestlab.corpus.model import CONTENT_COLUMNS, EVENT_COLUMNS, ITEM_COLUMNS, Corpus
from interestlab.errors import ColumnProblem

POSTS = """user,date,topic,score_note,text
al,2020-01-01,a,x,First post about gardens
bo,2020-01-02,b,y,
al,2020-01-03,a,x,First post about gardens
,2020-01-04,b,z,Nobody's words
,,,,
bo,never,a,=1,"Two
lines here"
"""
POST_ROLES = Roles(("text",), user="user", time="date", label="topic")


def build(table, roles=None, *, catalogue=None, **choices):
    return build_corpus(table, catalogue=catalogue, choices=Choices(roles=roles, **choices))


def table(text, name="x.csv"):
    return read_table(io.BytesIO(text.encode()), name)


@pytest.fixture
def posts():
    return build(table(POSTS), POST_ROLES)


def test_tables_have_their_columns(posts):
    corpus = posts.corpus
    for found, promised in ((corpus.contents, CONTENT_COLUMNS), (corpus.items, ITEM_COLUMNS), (corpus.events, EVENT_COLUMNS)):
        types = {name: str(found[name].dtype) for name in promised}
        assert types == promised
        assert list(found.index) == list(range(len(found)))


def test_posts(posts):
    contents, events = posts.corpus.contents, posts.corpus.events
    assert contents["text"].tolist()[0] == contents["text"].tolist()[1] == "First post about gardens"
    assert contents["source_row"].tolist() == [2, 4, 5, 7]
    assert contents["title"].tolist()[3] == "Two"
    assert contents["extra.score_note"].tolist() == ["x", "x", "z", "=1"]
    assert events["user_id"].tolist() == ["al", "al", "bo"]
    assert events["doc_id"].tolist() == [0, 1, 3]
    assert events["item_id"].tolist() == ["0", "1", "3"]
    assert posts.corpus.items["name"].tolist()[3] == "Two"


def test_the_report_counts_everything(posts):
    report, counts = posts.report, posts.report.counts
    assert (counts.rows, counts.texts, counts.events, counts.people, counts.items) == (5, 4, 3, 2, 4)
    assert (counts.refused, counts.without_text, counts.placeholders) == (0, 1, 0)
    assert report.duplicate_texts == 1
    assert counts.dated == 3
    assert (report.time.first, report.time.last) == ("2020-01-01T00:00:00Z", "2020-01-04T00:00:00Z")
    assert report.unread["time"].examples == ("never",)
    assert "1 of 5 rows have no text." in report.warnings
    rows = posts.findings.rows
    assert rows.loc[rows["finding"] == "without_text", "line"].tolist() == [3]
    assert rows.loc[rows["finding"] == "without_person", "line"].tolist() == [5]


REVIEWS = """reader,book,title,stars,review,when
al,b1,Dune,5,"A desert, a prophet and a worm",2020-01-01
bo,b1,Dune,2,Too much sand in this one for me,2020-01-02
al,b2,Emma,4,,2020-01-03
cy,007,Spy,,Shaken and not stirred at all,2020-01-05
"""
REVIEW_ROLES = Roles(("review",), user="reader", time="when", item="book", item_name="title", value="stars")


def test_reviews_are_contents_and_a_row_without_text_is_an_event():
    built = build(table(REVIEWS), REVIEW_ROLES)
    events = built.corpus.events
    assert len(built.corpus) == 3
    assert events["item_id"].tolist() == ["b1", "b1", "b2", "007"]
    assert events["doc_id"].isna().tolist() == [False, False, True, False]
    assert events["value"].tolist()[:3] == [5, 2, 4]
    assert built.rule.kind == "scale"
    assert events["weight"].tolist()[3] == 1
    assert events["weight"].tolist()[1] < 0
    assert built.report.shared_items == 1
    assert not built.report.counts.refused
    items = built.corpus.items.set_index("item_id")["name"]
    assert items.to_dict() == {"b1": "Dune", "b2": "Emma", "007": "Spy"}


def test_a_column_constant_within_items_is_the_items():
    text = "u,thread,forum,mood,text\n" + "\n".join(f"u{n},t{n % 3},f{n % 3},m{n},words of post {n}" for n in range(9))
    items = build(table(text), Roles(("text",), user="u", item="thread")).corpus.items
    assert items["extra.forum"].tolist() == ["f0", "f1", "f2"]
    assert "extra.mood" not in items


CATALOGUE = "book,name,genre,cover\nb1,Dune,science fiction,d.png\nb2,Emma,romance,\nb2,Emma twice,x,\nb9,Unread,poetry,\n"
CATALOGUE_ROLES = Roles(("name", "genre"), item="book", image="cover")


def test_reviews_with_a_catalogue_map_the_reviews():
    built = build(table(REVIEWS), REVIEW_ROLES, catalogue=table(CATALOGUE), catalogue_roles=CATALOGUE_ROLES)
    assert built.corpus.contents["kind"].unique().tolist() == ["written"]
    items = built.corpus.items.set_index("item_id")
    assert items["name"].to_dict() == {"b1": "Dune", "b2": "Emma", "b9": "Unread", "007": "007"}
    assert items["image"].tolist()[0] == "d.png"
    assert items["extra.genre"].tolist()[0] == "science fiction"
    assert built.report.catalogue_rows == 4


def test_the_analyst_may_map_the_catalogue_instead():
    built = build(table(REVIEWS), REVIEW_ROLES, catalogue=table(CATALOGUE), catalogue_roles=CATALOGUE_ROLES, map_catalogue=True)
    assert built.corpus.contents["kind"].unique().tolist() == ["catalogue"]
    assert built.corpus.contents["text"].tolist()[0] == "Dune\nscience fiction"
    assert built.corpus.events["doc_id"].isna().all()


RATINGS = "user_id,item_id,rating,timestamp\n" + "\n".join(
    f"u{n % 4},b{n % 2 + 1},{n % 5 + 1},{978_400_000 + n}" for n in range(20)
)


def test_ratings_with_a_catalogue_map_the_catalogue():
    built = build(table(RATINGS), catalogue=table(CATALOGUE), catalogue_roles=CATALOGUE_ROLES)
    assert len(built.corpus) == 4
    assert len(built.corpus.events) == 20
    assert built.corpus.contents["user_id"].isna().all()
    assert built.report.counts.people == 4
    assert built.report.time.first.startswith("2001-01-02")


def test_ratings_alone_are_events_without_contents():
    built = build(table(RATINGS))
    assert len(built.corpus) == 0
    assert len(built.corpus.events) == 20
    assert built.corpus.items["item_id"].tolist() == ["b1", "b2"]
    assert built.corpus.contents.columns.tolist()[:12] == list(CONTENT_COLUMNS)
    assert not built.report.stops
    counts = built.report.counts
    assert (counts.rows, counts.without_text, counts.texts, counts.valued, counts.dated) == (20, 20, 0, 20, 20)


def test_neither_texts_nor_events_is_one_sentence():
    with pytest.raises(ColumnProblem, match=r"No column holds text that people wrote \(a, b\)"):
        build(table("a,b\n1,2\n3,4\n"))


def test_tables_that_cannot_be_joined():
    with pytest.raises(ColumnProblem, match="events name no item"):
        build(table(POSTS), POST_ROLES, catalogue=table(CATALOGUE), catalogue_roles=CATALOGUE_ROLES)
    with pytest.raises(ColumnProblem, match="catalogue names no item"):
        build(table(REVIEWS), REVIEW_ROLES, catalogue=table(CATALOGUE), catalogue_roles=Roles(("name",)))


def test_no_text_at_all():
    with pytest.raises(ColumnProblem, match="None of the 2 rows has anything in text"):
        build(table("text,user\n ,al\n ,bo\n"), Roles(("text",), user="user"))


def test_ids_and_text_stay_as_they_are():
    text = "id,uid,text\n007,0042,a word \n9007199254740993,1e5,\ufeffother word\n"
    corpus = build(table(text), Roles(("text",), user="uid", item="id")).corpus
    assert corpus.contents["item_id"].tolist() == ["007", "9007199254740993"]
    assert corpus.events["user_id"].tolist() == ["0042", "1e5"]
    assert corpus.contents["text"].tolist() == ["a word", "other word"]


def test_joined_columns_are_kept_apart_too():
    corpus = build(table("t,b\nTop,Body of it\nOnly top,\n"), Roles(("t", "b"))).corpus
    assert corpus.contents["text"].tolist() == ["Top\nBody of it", "Only top"]
    assert corpus.contents["extra.b"].tolist()[0] == "Body of it"
    assert corpus.contents["title"].tolist() == ["Top", "Only top"]


def test_refused_rows_of_the_reader_stand_in_the_report():
    built = build(table(POSTS + "a,b\n"), POST_ROLES)
    assert built.report.refused[0].reason == "2 fields where the header has 5"
    assert built.report.refused[0].line == 9


def test_the_rule_can_be_chosen():
    built = build(table(REVIEWS), REVIEW_ROLES, rule=WeightRule())
    assert built.corpus.events["weight"].tolist() == [1, 1, 1, 1]


def test_equal_content_has_an_equal_digest_and_any_change_another(posts):
    again = build(table(POSTS), POST_ROLES).corpus
    assert posts.corpus.digest == again.digest
    changed = again.contents.copy()
    changed.loc[3, "label"] = "b"
    assert Corpus(changed, again.items, again.events).digest != again.digest
    apart = [Corpus(pd.DataFrame({"a": [x], "b": [y]}), again.items, again.events) for x, y in (("ab", "c"), ("a", "bc"))]
    assert apart[0].digest != apart[1].digest


def test_a_long_first_line_is_cut_in_the_title():
    corpus = build(table("text\n" + "word " * 100 + "\nx y\n"), Roles(("text",))).corpus
    assert len(corpus.contents["title"][0]) == 120
    assert corpus.contents["title"][0].endswith("…")


def test_the_report_is_plain_values(posts):
    values = asdict(posts.report)
    assert sum(values["languages"].values()) == pytest.approx(1)
    assert values["length_quantiles"][0] <= values["length_quantiles"][4]
