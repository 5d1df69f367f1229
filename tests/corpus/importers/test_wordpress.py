"""The export of a WordPress site: posts, comments, and what nobody wrote for readers."""

import pytest

from interestlab.corpus.importers.wordpress import WordPress
from interestlab.errors import UnreadableFile
from tests.corpus.importers.reading import certainty, read

SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
COMMENT = (
    "<wp:comment><wp:comment_author>rosa</wp:comment_author><wp:comment_date_gmt>2023-01-09 08:30:00</wp:comment_date_gmt>"
    "<wp:comment_content>Nice one</wp:comment_content><wp:comment_type>{}</wp:comment_type></wp:comment>"
)


def item(number, kind="post", more=""):
    return (
        f"<item><title>Post {number}</title><link>https://b.example/{number}</link><dc:creator><![CDATA[mira]]></dc:creator>"
        f"<content:encoded><![CDATA[<!-- wp:paragraph --><p>New\nsaddle {number}</p>]]></content:encoded>"
        "<excerpt:encoded>Short</excerpt:encoded><category>Cycling</category><category>canal</category>"
        f"<wp:post_date>2023-01-0{number} 09:30:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
        f"<wp:status>draft</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>\n"
    )


def site(*items):
    return f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" {SPACES}>\n<channel>\n{"".join(items)}</channel></rss>'


SITE = site(item(1, more=COMMENT.format("comment") + COMMENT.format("pingback")), item(2, "attachment"), item(3, "page"))


def test_posts_and_comments_are_rows():
    made = read(SITE)
    assert [(row["kind"], row["author"], row["text"]) for row in made.rows] == [
        ("post", "mira", "<p>New\nsaddle 1</p>"),
        ("comment", "rosa", "Nice one"),
        ("page", "mira", "<p>New\nsaddle 3</p>"),
    ]
    assert (made.rows[0]["category"], made.rows[0]["time"]) == ("Cycling|canal", "2023-01-01 09:30:00")
    assert made.rows[0]["post"] == made.rows[1]["post"]
    assert made.report.counts.dated == 3


def test_what_nobody_wrote_for_readers_is_counted():
    assert read(SITE).report.notes[1].endswith("1 of the kind “pingback”, 1 of the kind “attachment”.")


def test_a_cut_export_gives_whole_posts_and_says_where_it_ends():
    made = read(SITE[:-120])
    assert len(made.rows) == 2
    assert made.report.refused[0].line == 3
    assert "damaged from here on" in made.report.refused[0].reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_and_previews(encoding):
    assert len(read(SITE.encode(encoding), max_rows=2).rows) == 2


def test_entities_are_not_read():
    with pytest.raises(UnreadableFile, match="declares entities"):
        read(SITE.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss', 1))


@pytest.mark.parametrize("foreign", ["<rss><channel><item><title>a</title></item></channel></rss>", "<wp:x/>", "<a/>"])
def test_other_feeds(foreign):
    assert certainty(WordPress, foreign) == 0


def test_control_signs_and_halves_of_emoji_do_not_end_the_export():
    made = read(site(item(1).replace("saddle", "sad\x0bdle"), item(2).replace("Post 2", "Post &#55357;&#56898;"), item(3)))
    assert [row["title"] for row in made.rows] == ["Post 1", "Post 🙂", "Post 3"]
    assert not made.report.refused
