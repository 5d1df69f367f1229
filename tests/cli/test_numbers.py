"""Every numeric option of every command: what lies outside its range is one sentence and status 2."""

import pytest

from interestlab.cli.main import _parser
from interestlab.cli.numbers import number, whole

BEYOND = {
    "recommend": {"--k": ("0", "10001", "2.5"), "--explore": ("-0.1", "1.1", "nan", "inf"), "--strength": ("-1", "2", "nan"),
                  "--min-users": ("-1", "many"), "--seed": ("-1", "4294967296", "1e3", "x")},
    "evaluate": {"--k": ("0", "-5"), "--seed": ("-1", "4294967296")},
    "simulate": {"--k": ("0", "101"), "--seed": ("-1",), "--explore": ("-0.1", "1.1", "nan"), "--rounds": ("0", "1001"),
                 "--people": ("1", "0", "-3"), "--passed-over": ("0.1", "-1.1", "nan")},
    "search": {"--trials": ("0", "201"), "--k": ("0",), "--seed": ("-1",)},
    "analyze": {"--granularity": ("-4", "3.5", "nan", "much"), "--seed": ("-1",)},
}  # fmt: skip
NEEDED = {"recommend": ("w",), "evaluate": ("w", "--recommender", "ease"), "simulate": ("w",),
          "search": ("w",), "analyze": ("file.csv",)}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "option", "value"),
    [(command, option, value) for command in BEYOND for option, values in BEYOND[command].items() for value in values],
)
def test_a_number_beyond_its_range_is_one_sentence(called, command, option, value):
    ended = called(command, *NEEDED[command], option, value)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith(f"interestlab: argument {option}: it takes a ")
    assert f"; it is “{value}”; see " in ended.stderr


def test_no_numeric_option_is_without_a_range():
    """An option that is read by `int` or `float` alone would take what the command behind it does not."""
    commands = next(action for action in _parser()._actions if action.dest == "==SUPPRESS==" or action.choices).choices
    numeric = {
        f"{name} {action.option_strings}"
        for name, command in commands.items()
        for action in command._actions
        if action.type in (int, float)
    }
    assert numeric == set()


@pytest.mark.parametrize(("read", "text", "value"), [
    (whole(0, 5), "0", 0), (whole(0, 5), "5", 5), (number(-1, 0), "-1", -1.0), (number(0, 1), "1e-9", 1e-9),
])  # fmt: skip
def test_both_ends_belong_to_the_range(read, text, value):
    assert read(text) == value
