"""Markup goes, over line breaks, too; text that only looks like it stays to the letter."""

import csv
from pathlib import Path

import pytest

from interestlab.corpus.markup import strip_markup

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    "text",
    [
        "plain words", "a < b and c > d", "<3 this", "I <heart> you", "if x<y then y>x", "a <b or c> d", "<name>, <place>", 
        "AT&T",
        "R&D; done", "1 &copy 2", "  spaces stay  \n\n\n\nhere", "<- see", "<!-", "", "I love <script> tags",
        "价格 < 100 元", "<user@mail.example>",
    ],
)  # fmt: skip
def test_ordinary_text_is_the_same(text):
    assert strip_markup(text) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<p>One</p><p>Two <b>bo</b>ld</p>", "One\n\nTwo bold"),
        ("x<br/>y<BR>z", "x\ny\nz"),
        ('<a href="x"\n  title=\'y\'>link</a> on', "link on"),
        ("before<!-- a\nlong\ncomment -->after", "beforeafter"),
        ('<style type="text/css">\n.body { margin: 0 }\n</style>ok', "ok"),
        ("<script>var a = '<p>';\nrun(a)</script >ok", "ok"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table\n width=\"100%\"><tr><td>a</td><td>b</td></tr></table>", "a  b"),
        ("<![CDATA[<b>kept</b> words]]>", "<b>kept</b> words"),
        ("<!DOCTYPE html><html><body>ok</body></html>", "ok"),
        ("Tom &amp; Ann&#39;s caf&eacute; &#x1F600;<br>", "Tom & Ann's café 😀"),
        ("5 &lt; 6 &amp; so on", "5 < 6 & so on"),
        ("&lt;p&gt;escaped as a whole&lt;/p&gt;", "escaped as a whole"),
        ("<p>say &lt;b&gt; for bold&lt;/b&gt;</p>", "say <b> for bold</b>"),
        ("<p>так <i>хорошо</i></p>", "так хорошо"),
        ("<div>我们<b>去</b>公园</div>", "我们去公园"),
        ("<!-- that never ends", "that never ends"),
        ('<option selected>one<input disabled type="x">', "one"),
    ],
)  # fmt: skip
def test_markup_goes(marked, text):
    assert strip_markup(marked) == text


def test_code_becomes_markdown():
    assert (
        strip_markup("<p>Run</p><pre><code>import os\nx = 1 &lt; 2</code></pre>then")
        == "Run\n\n```\nimport os\nx = 1 < 2\n```\nthen"
    )
    assert strip_markup("the <code>range</code> of it") == "the `range` of it"
    assert strip_markup("</code> alone") == "alone"


def test_what_was_stripped_stays_as_it_is():
    for row in csv.DictReader((FILES / "html_over_lines.csv").open(encoding="utf-8", newline="")):
        once = strip_markup(row["text"])
        assert strip_markup(once) == once
        assert not {"<", ">", "{"} & set(once)
        assert "font-family" not in once
        assert "tracking" not in once


@pytest.mark.parametrize("part", ["<script>", "<!--", "<a ", "<pre>", "&lt;", "<![CDATA[", " ", "\n", "<p\n", "<style>{"])
def test_hostile_text_is_passed_through_once(part):
    """A second search from every mark would take minutes here."""
    assert strip_markup("<b>word</b>" + part * 200_000).startswith("word")
