"""The viewer as one file: all planes lie in it, it begins with the choice, and no text in it becomes anything else."""

import re
from base64 import b64decode

import pytest

from interestlab.attention.kept import describe
from interestlab.charts.style import look
from interestlab.errors import InputError
from interestlab.ui.viewer.file import attention_page
from interestlab.ui.viewer.packing import AttentionChoice, pack_attention
from tests.browser.attention_app import looked, made, plane_answer

HOSTILE = ("[CLS]", "</script><script>alert(1)</script>", "$js", "[SEP]")
HOLDER = re.compile(r'<script type="text/plain" id="([^"]+)">([A-Za-z0-9+/=]*)</script>')


@pytest.fixture(scope="module")
def attention():
    return made(tokens=HOSTILE, words=(-1, 0, 1, -1), layers=2)


@pytest.fixture(scope="module")
def described(attention):
    return describe(looked(attention))


def written(attention, described, choice, **more):
    """The page, what lies in it by name, and which planes were asked for."""
    asked = []

    def get_plane(name):
        asked.append(name)
        return plane_answer(attention, name)

    page = attention_page(described, get_plane, choice, **more).decode()
    return page, {name: b64decode(data) for name, data in HOLDER.findall(page)}, asked


def test_every_plane_lies_in_it_once_and_the_chosen_one_is_the_first(attention, described):
    choice = AttentionChoice(1, 3, 2, False)
    _, held, asked = written(attention, described, choice, encoder="made up")
    assert sorted(held) == sorted(["first", *(f"plane-{name}" for name in ("all", "mean", "0", "layers", "rollout"))])
    assert sorted(asked) == sorted({"1", "all", "mean", "0", "layers", "rollout"})
    assert held["first"] == pack_attention(described, plane_answer(attention, "1"), choice, encoder="made up")
    assert held["plane-0"] == pack_attention(described, plane_answer(attention, "0"), choice, encoder="made up")


def test_flows_that_were_looked_at_go_with_it(attention, described):
    _, held, _ = written(attention, described, AttentionChoice("flow", token=1), flows=["flow:1", "flow:2"])
    assert held["first"] == pack_attention(described, plane_answer(attention, "flow:1"), AttentionChoice("flow", token=1))
    assert {name for name in held if "flow" in name} == {"plane-flow:2"}
    assert {"plane-0", "plane-1"} <= set(held)
    _, without, _ = written(attention, described, AttentionChoice())
    assert not [name for name in without if "flow" in name]


def test_no_text_stands_in_it_but_in_base64(attention, described):
    page, held, _ = written(attention, described, AttentionChoice(), encoder="</script><b>evil</b>")
    assert b"alert(1)" in held["first"]
    assert "alert(1)" not in page
    assert "evil" not in page
    assert page.count("<script") == len(held) + 1


def test_it_forbids_every_address_and_names_none(attention, described):
    page, _, _ = written(attention, described, AttentionChoice())
    policy = re.search(r'Content-Security-Policy"\s+content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert not re.search(r"""(?:src|href)\s*=\s*["']|@import|url\(\s*["']?http""", page)


def test_code_look_and_both_themes_lie_in_it(attention, described):
    page, _, _ = written(attention, described, AttentionChoice())
    assert not re.search(r"^\$\w+$", page, re.MULTILINE)  # all places are filled
    begin, dark = page.split("@media (prefers-color-scheme: dark)", 1)
    assert f"--st-background-color: {look(dark=False).card}" in begin
    assert f"--st-background-color: {look(dark=True).card}" in dark[:400]
    assert page.index("class AttentionView") < page.index("new AttentionView(")


def test_a_plane_that_cannot_be_had_leaves_no_file(attention, described):
    with pytest.raises(InputError, match="no view “flow:9”"):
        written(attention, described, AttentionChoice(), flows=["flow:9"])
