"""The data dump of Stack Exchange is read row by row; what is damaged costs one row."""

import pytest

from interestlab.corpus.importers.stack_exchange import StackExchange
from interestlab.errors import UnreadableFile
from tests.corpus.importers.reading import FILES, certainty, read, zipped

POSTS = (FILES / "stackexchange_Posts.xml").read_bytes()
COMMENTS = """<?xml version="1.0" encoding="utf-8"?>
<comments>
  <row Id="1" PostId="3" Score="5" Text="Is &quot;x &gt; y&quot;?&#xA;I think so" CreationDate="2014-05-13" UserId="9" />
  <row Id="2" PostId="3" Score="0" Text="No, it is not" CreationDate="2014-05-14T23:00:00.1" UserDisplayName="user12" />
  <row Id="3" PostId="3" Score="0" Text="No, it is < bad" CreationDate="2014-05-14T23:00:00.1" UserId="9" />
</comments>"""


def test_posts_are_texts_of_people_and_their_score_is_no_value():
    made = read(POSTS, "renamed.dat")
    counts, roles = made.report.counts, made.report.roles
    assert made.report.kind == "stackexchange"
    assert (counts.rows, counts.texts, counts.people, counts.dated) == (40, 40, 7, 40)
    assert roles.text == ("Title", "Body")
    assert roles.value is None
    assert made.rows[0]["Tags"] == "cycling"


def test_a_dump_that_is_cut_gives_what_is_whole():
    made = read(POSTS[: len(POSTS) // 2])
    assert made.report.counts.texts == 19
    assert [row.line for row in made.report.refused] == [22]


def test_comments_name_who_has_no_number_any_more():
    made = read(COMMENTS)
    assert [row["Text"] for row in made.rows] == ['Is "x > y"?\nI think so', "No, it is not"]
    assert [row["UserId"] for row in made.rows] == ["9", "user12"]
    assert made.report.refused[0].line == 5


def test_rows_may_go_over_lines_and_share_them():
    made = read(
        "<posts>\n<row\n  Id='1'\n PostTypeId='2' Body='say \"hi\"\nthere &lt;br />'\n/><row Id=\"2\" PostTypeId=\"1\" "
        'Title="t" Body="b" Tags="|a|b-c|"/></posts>'
    )
    assert [row["Body"] for row in made.rows] == ['say "hi"\nthere <br />', "b"]
    assert made.rows[1]["Tags"] == "a|b-c"


def test_utf16_and_a_preview():
    made = read(POSTS.decode("utf-8-sig").encode("utf-16"), max_rows=5)
    assert len(made.rows) == 5
    assert not made.file.table.complete


@pytest.mark.parametrize("table", ["users", "votes"])
def test_other_tables_of_the_dump_say_what_they_are(table):
    telling = {"users": 'Reputation="3"', "votes": 'VoteTypeId="2"'}[table]
    with pytest.raises(UnreadableFile, match=f"the table of {table} in a Stack Exchange data dump"):
        read(f'<{table}>\n<row Id="1" {telling} />\n</{table}>')


def test_an_archive_of_the_tables():
    packed = zipped({"site/Posts.xml": POSTS, "site/Comments.xml": COMMENTS, "site/PostLinks.xml": "<postlinks/>"})
    assert read(packed, "site.zip").report.counts.texts == 40


@pytest.mark.parametrize(
    "foreign",
    [
        '<posts><post Id="1" PostTypeId="1"/></posts>',
        '<posts>\n<row Id="1" body="x"/></posts>',
        "<posts>\n</posts>",
        "Id,PostTypeId,Body\n1,1,<row Id",
        '[{"Id": "1", "PostTypeId": "2"}]',
    ],
)
def test_it_knows_nothing_else(foreign):
    assert certainty(StackExchange, foreign) == 0
