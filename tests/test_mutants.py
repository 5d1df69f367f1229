"""`make mutants`: what is changed, which tests are chosen, and that a fault is noticed where a test holds it."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / ".ci" / "mutants"


@pytest.fixture(scope="module")
def mutants():
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("mutants_main", FOLDER / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants_main"] = module
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


def made(mutants, tmp_path, code):
    file = tmp_path / "made.py"
    file.write_text(code, "utf-8")
    return {(one.was, one.becomes, one.counts) for one in mutants.changes(file)}


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("LEAST = 10", ["LEAST = 9", "LEAST = 11"]),
        ("é = 0.5", ["é = 0.25", "é = 1.0"]),
        ("a < b", ["a <= b"]),
        ("(a) not in (b)", ["(a) in (b)"]),
        ("a - -b", ["a + -b", "a - b"]),
        ("a and b or c", ["a or b or c", "a and b and c"]),
        ("x += y", ["x -= y"]),
        ("np.minimum(a, b)", ["np.maximum(a, b)"]),
        ("a[1:]", ["a[0:]", "a[2:]"]),
        ("'a' + b", []),
        ("f'{a + 1}'", []),
        ("x: Literal[1]", []),
    ],
)
def test_what_counts(mutants, tmp_path, line, becomes):
    assert {one for one in made(mutants, tmp_path, line) if one[2]} == {(line, one, True) for one in becomes}


def test_what_is_told_apart(mutants, tmp_path):
    code = "def f(a):\n    return g(a, b=c, d=True)\n"
    line = "return g(a, b=c, d=True)"
    assert {one for one in made(mutants, tmp_path, code) if not one[2]} == {
        (line, "return None", False),
        (line, "return g(a, b=c)", False),
        (line, "return g(a, b=c, d=False)", False),
    }


def test_decorators_are_left_and_defaults_belong_to_the_module(mutants, tmp_path):
    (tmp_path / "made.py").write_text("@keep(3)\ndef f(a=1):\n    return 2\n")
    found = mutants.changes(tmp_path / "made.py")
    assert {(one.line, one.scope) for one in found} == {(2, 0), (3, 1)}


def test_a_seed_draws_the_same_sample_of_each_kind(mutants, tmp_path):
    (tmp_path / "made.py").write_text("\n".join(f"a{n} = {n}" for n in range(50)))
    found = mutants.changes(tmp_path / "made.py")
    assert len(found) == 150
    chosen = mutants.sample(found, "made 0", 20)
    assert [one.counts for one in chosen].count(True) == 20
    assert [one.counts for one in chosen].count(False) == 2
    assert chosen == mutants.sample(found, "made 0", 20) != mutants.sample(found, "made 1", 20)


def test_known_equivalents_are_mutants_of_today_with_reasons(mutants):
    known = mutants.equivalents()
    files = {file for file, _, _ in known}
    possible = {mutants.key(one) for file in files for one in mutants.changes(mutants.ROOT / file)}
    assert known.keys() <= possible
    assert all(known.values())


def test_tests_that_call_what_is_changed_run_quick_ones_first_and_within_the_seconds(mutants, tmp_path):
    (tmp_path / "made.py").write_text("def f():\n    return 2\n\nLIMIT = 3\n")
    inside, outside = (
        next(one for one in mutants.changes(tmp_path / "made.py") if one.line == line and one.counts) for line in (2, 4)
    )
    file = str(tmp_path / "made.py")
    seconds = {
        "t/test_other.py::slow": 15.0,
        "t/test_other.py::quick": 1.0,
        "t/test_made.py::own": 9.0,
        "t/test_far.py::no": 0.1,
    }
    calls = {"t/test_other.py::slow": {(file, 1)}, "t/test_other.py::quick": {(file, 9)}, "t/test_far.py::no": {("else", 1)}}
    traced = mutants.running.Traced(seconds, {"t/test_made.py::own": set(), **calls})
    assert traced.tests_of(inside) == ["t/test_made.py::own"]  # 9 + 15 s would be more than 20
    assert traced.tests_of(outside) == ["t/test_made.py::own", "t/test_other.py::quick"]


def test_a_table_with_a_line_a_package(mutants, tmp_path):
    (tmp_path / "made.py").write_text("a = 1\n")
    one = mutants.changes(tmp_path / "made.py")[0]
    rows = {"users": mutants.Row(170, (one,) * 30, 4, 15, (one,) * 5), "none": mutants.Row(0, (), 0, 0, ())}
    assert mutants.table(rows).splitlines() == [
        "package       tried  caught  survived  share  equivalent   None, arguments, switches",
        "users           200     170        30    85%           4   15 of 20 caught",
        "none              0       0         0      –           0   0 of 0 caught",
    ]


def test_an_unknown_part_is_one_line(mutants, monkeypatch, capsys):
    monkeypatch.setenv("PART", "none")
    assert mutants.main() == 2
    assert capsys.readouterr().err == f"There is no part “none”; there are {', '.join(mutants.PARTS)}.\n"


RUN = """
import sys
sys.path[:0] = [{folder!r}, {place!r}]
from pathlib import Path
import changes, running
file = Path({place!r}) / "made.py"
tests = [str(Path({place!r}) / "test_made.py")]
traced = running.traced([file], tests)
assert traced.status == 0
for in_place in (False, True):
    if in_place:
        running.import_all(tests)
    for one in changes.changes(file):
        if one.counts and (not in_place or traced.in_place(one)):
            chosen = traced.tests_of(one)
            print(one.becomes, running.caught(one, chosen, traced.seconds, in_place=in_place), sep="|")
"""


def test_a_fault_is_caught_where_a_test_holds_it(tmp_path):
    """In a process of its own, since it forks."""
    code = "LEAST = 2\n\ndef enough(n):\n    return n >= LEAST\n\ndef twice(n):\n    return n * 2\n\nFOUR = twice(LEAST)\n"
    (tmp_path / "made.py").write_text(code)
    (tmp_path / "test_made.py").write_text(
        "import made\n\ndef test_all():\n    assert made.enough(2) and made.enough(3) and made.FOUR in (4, 6)\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    code = RUN.format(folder=str(FOLDER), place=str(tmp_path))
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False)
    twice = ["return n * 1|True", "return n * 3|False", "return n / 2|True"]
    fresh = ["LEAST = 1|True", "LEAST = 3|True", "return n > LEAST|True", *twice]
    assert sorted(ran.stdout.splitlines()) == sorted([*fresh, "return n > LEAST|True"]), ran.stderr
