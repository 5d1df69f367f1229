"""Roles are found from names and values, in real files and in made-up ones, and never from a column that cannot fill them."""

import io
from pathlib import Path

import pandas as pd
import pytest

from interestlab.corpus import Roles, guess_roles, read_table
from interestlab.corpus.columns.model import check_roles
from interestlab.errors import ColumnProblem

DATA = Path(__file__).parents[3] / "shared" / "data"
REAL = {
    "newsgroups20/posts.parquet": {"user", "time", "item", "label", "text"},
    "hackernews/posts.parquet": {"user", "time", "item", "label", "text"},
    "hackernews/hn_raw_shape_5k.csv": {"user", "time", "item", "text"},
    "douban_dmr/reviews_gb18030.csv": {"user", "time", "item", "label", "text", "value"},
    "movielens_small/ratings.parquet": {"user", "time", "item", "value"},
    "reddit_top_topics/posts.parquet": {"text", "time", "item", "label"},
    "gold_labels/agnews4_test.parquet": {"text", "label"},
    "gold_labels/shopping_zh_A_dev.parquet": {"text", "label"},
}


def real(name):
    if not (DATA / name).exists():
        pytest.skip(f"the real file is not at {DATA / name}")
    with (DATA / name).open("rb") as file:
        return read_table(file, name).frame


@pytest.mark.data
@pytest.mark.parametrize("name", REAL)
def test_real_files(name):
    guess = guess_roles(real(name))
    roles = guess.roles
    assert {role for role in ("user", "time", "item", "label", "value", "text") if getattr(roles, role)} == REAL[name], roles
    assert all(guess.reasons.get(role) for role in REAL[name])


@pytest.mark.data
def test_a_real_catalogue_is_joined_by_item_and_says_its_genres():
    roles = guess_roles(real("movielens_small/movies.parquet"), catalogue=True).roles
    assert roles.item == "item_id"
    assert roles.text == ("title", "genres")
    assert roles.user is None


def frame(**columns):
    return pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})


TEXTS = [f"a sentence number {n} that somebody wrote about gardens and {n * 7} birds" for n in range(40)]


def test_columns_of_other_names():
    table = frame(
        reviewerName=[f"r{n % 9}" for n in range(40)],
        reviewText=TEXTS,
        unixReviewTime=[str(1_400_000_000 + n * 86_400) for n in range(40)],
        asin=[f"B00{n % 13}" for n in range(40)],
        overall=[str(n % 5 + 1) for n in range(40)],
    )
    assert guess_roles(table).roles == Roles(("reviewText",), "reviewerName", "unixReviewTime", "asin", None, None, "overall")


def test_chinese_names():
    table = frame(
        用户名=[f"读者{n % 6}" for n in range(40)],
        评论=[f"这本书写得真好，第{n}遍读完仍然觉得感动" for n in range(40)],
        发布时间=[f"2021-03-{n % 28 + 1:02}" for n in range(40)],
        评分=[str(n % 5 + 1) for n in range(40)],
    )
    roles = guess_roles(table).roles
    assert (roles.user, roles.text, roles.time, roles.value) == ("用户名", ("评论",), "发布时间", "评分")


def test_title_and_body_are_joined():
    table = frame(title=[f"title of post {n} here" for n in range(40)], selftext=TEXTS)
    guess = guess_roles(table)
    assert guess.roles.text == ("title", "selftext")
    assert "joined" in guess.reasons["text"]


def test_a_title_that_is_the_thread_s_is_its_name_and_no_text():
    table = frame(thread_id=[f"t{n % 8}" for n in range(40)], title=[f"about thing {n % 8}" for n in range(40)], body=TEXTS)
    roles = guess_roles(table).roles
    assert roles.item == "thread_id"
    assert roles.item_name == "title"
    assert roles.text == ("body",)


def test_names_that_deceive():
    table = frame(
        text_length=[str(n) for n in range(40)],
        user_agent_notes=TEXTS,
        url=[f"https://example.org/{n}" for n in range(40)],
        num_comments=[str(n % 3) for n in range(40)],
        date=["not a date"] * 40,
    )
    roles = guess_roles(table).roles
    assert roles.text == ("user_agent_notes",)
    assert (roles.user, roles.time, roles.value) == (None, None, None)


def test_without_telling_names_the_longest_writing_is_the_text():
    guess = guess_roles(frame(a=[str(n) for n in range(40)], b=TEXTS, c=["x y z"] * 40))
    assert guess.roles.text == ("b",)
    assert "the most words" in guess.reasons["text"]


def test_numbers_alone_have_no_text():
    assert guess_roles(frame(a=[str(n) for n in range(40)], b=[str(n / 7) for n in range(40)])).roles.text == ()


def test_a_column_never_has_two_roles():
    for name in ("user_id", "item_id", "text", "category"):
        roles = guess_roles(frame(**{name: TEXTS})).roles
        singles = [c for c in (roles.user, roles.item, roles.label, roles.time, roles.value, *roles.text) if c]
        assert len(singles) == len(set(singles)) <= 1


def test_empty_columns_and_an_empty_table():
    assert guess_roles(frame(text=[None, None], user=[None, None])).roles == Roles()
    assert guess_roles(frame(text=[], user=[])).roles == Roles()


def test_a_column_that_does_not_exist():
    table = read_table(io.BytesIO(b"a,b\n1,2\n"), "x.csv").frame
    with pytest.raises(ColumnProblem, match="no column “c”; it has a, b"):
        check_roles(Roles(text=("c",)), table)
