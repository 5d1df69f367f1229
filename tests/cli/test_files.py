"""`check` and `analyze`: one report in one form, alone on standard output, and statuses that programs rely on."""

import json
import shutil

import pytest

from interestlab.corpus.report import Counts
from interestlab.home.workspace import Home
from tests.conftest import sample_rows
from tests.corpus.test_seen import HERE

FORM = {
    "version", "kind", "title", "encoding", "encoding_certain", "header_line", "roles", "reasons", "unused", "counts", "time",
    "value", "refused", "unread", "join", "languages", "languages_unknown_to_encoder", "warnings", "stops",
}  # fmt: skip
ROLES = {"text", "user", "time", "item", "item_name", "value", "label", "image"}


@pytest.fixture
def seen(tmp_path):
    """A file of the seen ones, alone in a folder."""

    def copied(name):
        return shutil.copy(HERE / "files" / name, tmp_path / name)

    return copied


@pytest.fixture
def checked(called):
    """`check --json`: the status and the report."""

    def run(*arguments):
        ended = called("check", *arguments, "--json")
        return ended.returncode, json.loads(ended.stdout)["report"], ended.stderr

    return run


def test_the_form_of_a_report(checked, seen):
    status, report, said = checked(seen("goodreads_library_export.csv"))
    assert (status, set(report), set(report["roles"])) == (0, FORM, ROLES)
    assert set(report["counts"]) == set(Counts.__dataclass_fields__)
    assert (report["version"], report["kind"], report["title"]) == (1, "table", "Goodreads library export")
    assert report["unread"] == {"time": {"count": 0, "examples": []}, "value": {"count": 0, "examples": []}}
    assert report["reasons"]["value"]
    assert report["unused"]["Publisher"]
    assert "0 stands for “not rated”" in said


def test_a_file_that_cannot_be_read_has_the_same_form(checked, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    status, report, said = checked(tmp_path / "x.pdf")
    assert (status, set(report), report["counts"]["rows"]) == (2, FORM, 0)
    assert "a PDF document" in report["stops"][0]
    assert said.count("\n") == 1


def test_reasons_to_stop_end_with_3(checked, called, seen, tmp_path):
    events, items = seen("users_float.csv"), tmp_path / "items.csv"
    items.write_text("item_id,title\n" + "".join(f"X{n},A film about gardens {n}\n" for n in range(30)), "utf-8")
    status, report, _ = checked(events, "--items", items)
    assert status == 3
    assert report["join"]["items_matched"] == 0
    assert any("0 of 20 items of the events are in the catalogue" in sentence for sentence in report["stops"])

    ended = called("analyze", events, "--items", items, "--home", tmp_path / "home", "--json")
    assert ended.returncode == 3
    assert json.loads(ended.stdout)["report"]["stops"]
    assert not (tmp_path / "home").exists() or not Home(tmp_path / "home").list()


def test_warnings_can_be_accepted(called, tmp_path):
    rows = sample_rows(60).decode().splitlines()
    broken = [row if n % 3 else row + ",one,field,too,many" for n, row in enumerate(rows)]
    (tmp_path / "f.csv").write_text("\n".join([rows[0], *broken[1:]]) + "\n", "utf-8")
    at = ("--home", tmp_path / "home", "--encoder", "hashing", "--json")
    assert called("analyze", tmp_path / "f.csv", *at).returncode == 3
    ended = called("analyze", tmp_path / "f.csv", *at, "--accept-warnings")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["report"]["counts"]["refused"] == 20


def test_a_column_that_is_named_and_cannot_be_read(checked, seen):
    status, report, _ = checked(seen("dates_rfc2822.csv"), "--time", "user")
    assert status == 3
    assert report["unread"]["time"]["count"] == 24
    assert report["unread"]["time"]["examples"][0]


def test_relative_times_count_from_the_day_that_is_named(checked, called, tmp_path):
    rows = "".join(f"u{n % 4},{n} days ago,Some words about bread and gardens {n}\n" for n in range(1, 25))
    (tmp_path / "f.csv").write_text("user,posted,text\n" + rows, "utf-8")
    _, report, _ = checked(tmp_path / "f.csv", "--now", "2026-11-28")
    assert (report["time"]["first"][:10], report["time"]["last"][:10]) == ("2026-11-04", "2026-11-27")
    wrong = called("check", tmp_path / "f.csv", "--now", "tomorrow")
    assert wrong.returncode == 2
    assert "“tomorrow” is no date" in wrong.stderr


def test_the_reader_can_be_overruled(checked, seen):
    chat = seen("whatsapp_android.txt")
    assert checked(chat)[1]["kind"] == "whatsapp"
    _, report, _ = checked(chat, "--importer", "table")
    assert (report["kind"], report["counts"]["texts"]) == ("table", 49)
    status, _, said = checked(chat, "--importer", "nobody")
    assert status == 2
    assert "There is no importer “nobody”" in said


def test_for_people_it_is_said_in_lines(called, seen):
    ended = called("check", seen("ratings_slash.csv"))
    assert ended.returncode == 0
    assert "30 rows, 30 texts, 8 people, 20 items, 30 events" in ended.stdout
    assert "values    1 to 5; above 2.5 is a liking, below a dislike" in ended.stdout


def test_ratings_alone(called, printed, seen, tmp_path):
    at = ("--home", tmp_path / "home")
    found = printed("analyze", seen("movielens_u.data"), *at, "--name", "films")
    assert (found["interests"], found["map"], found["documents"], found["users"]) == ([], None, 0, 20)
    assert found["draft"] is None
    assert found["report"]["counts"]["without_text"] == found["report"]["counts"]["rows"] == 300
    for command in (
        ("recommend", "films", "--user", "1", "--recommender", "ease", "--k", "3"),
        ("evaluate", "films", "--recommender", "popularity", "--split", "random"),
        ("search", "films", "--recommender", "item-knn", "--trials", "2"),
        ("simulate", "films"),
        ("export", "films", "--table", "users", "--to", str(tmp_path / "u.csv")),
    ):
        ended = called(*command, *at)
        assert ended.returncode == 0, (command, ended.stderr)


def test_every_rating_can_count(printed, tmp_path):
    """A rule for weights: by default the best rating weighs 1 and the worst is a dislike."""
    rows = [f"u{at % 4},i{at % 6},{at % 5 + 1}" for at in range(60)]
    (tmp_path / "r.csv").write_text("user_id,item_id,rating\n" + "\n".join(rows) + "\n")
    home = tmp_path / "home"
    for name, options in (("scale", ()), ("all", ("--every-rating-counts",))):
        printed("analyze", tmp_path / "r.csv", "--name", name, "--home", home, "--encoder", "hashing", *options)
    weights = {name: Home(home).open(name).need_result().corpus.events["weight"] for name in ("scale", "all")}
    assert set(weights["all"]) == {1.0}
    assert weights["scale"].min() < 0 < weights["scale"].max() == 1


def test_an_encoder_without_a_draft_is_refused_before_anything_is_done(called, tmp_path):
    (tmp_path / "posts.csv").write_bytes(sample_rows(30))
    ended = called("analyze", tmp_path / "posts.csv", "--draft", "--encoder", "hashing", "--home", tmp_path / "home")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "There is no draft of “hashing”; leave --draft out, or name an --encoder that has one" in ended.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.nightly
def test_a_draft_says_so_and_how_far_it_agrees(printed, called, tmp_path):
    (tmp_path / "posts.csv").write_bytes(sample_rows(300))
    at = ("--draft", "--encoder", "minilm", "--home", tmp_path / "home")
    found = printed("analyze", tmp_path / "posts.csv", *at)
    assert found["encoder"] == "minilm-draft"
    draft = found["draft"]
    assert (draft["of"], draft["sample"]) == ("minilm", 300)
    for name in ("neighbours_kept", "interests_agree"):
        assert 0 <= draft[name]["low"] <= draft[name]["value"] <= draft[name]["high"] <= 1
    said = called("analyze", tmp_path / "posts.csv", *at).stdout
    assert "This is a draft of the map that minilm draws. In a sample of 300 posts it keeps" in said
