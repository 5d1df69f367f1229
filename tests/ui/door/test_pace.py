"""Wrong tokens cost time, right ones of others do not."""

from interestlab.ui.door.pace import FIRST, LONGEST, MOST, REMEMBERED, TOGETHER, Pace


def test_each_wrong_token_makes_the_next_wait_for_longer():
    pace, now, waits = Pace(), 100.0, []
    for _ in range(8):
        wait = pace.turn("10.0.0.7", now)
        waits.append(wait)
        now += wait
        pace.wrong("10.0.0.7", now)
    assert waits[0] == 0
    assert waits[1:5] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert max(waits) == MOST


def test_many_at_once_are_not_looked_at():
    pace = Pace()
    pace.wrong("10.0.0.7", 0.0)
    turns = [pace.turn("10.0.0.7", 0.0) for _ in range(100)]
    assert sum(turn is not None for turn in turns) <= LONGEST / FIRST + 1
    assert all(turn is None or turn <= LONGEST for turn in turns)


def test_another_visitor_waits_for_nobody_elses_mistakes():
    pace = Pace()
    for _ in range(9):
        pace.wrong("10.0.0.7", 0.0)
    assert pace.turn("10.0.0.8", 0.0) <= TOGETHER


def test_from_many_addresses_together_it_is_no_faster_than_the_common_pace():
    pace = Pace()
    turns = [pace.turn(f"10.0.{one // 256}.{one % 256}", 0.0) for one in range(1_000)]
    assert sum(turn is not None for turn in turns) <= LONGEST / TOGETHER + 1


def test_an_own_network_is_one_visitor():
    pace = Pace()
    pace.wrong("2001:db8::1", 0.0)
    assert pace.turn("2001:db8::ffff", 0.0) >= FIRST
    assert pace.turn("2001:db9::1", 0.0) <= 2 * TOGETHER


def test_the_right_token_and_time_make_up_for_wrong_ones_and_few_are_remembered():
    pace = Pace()
    pace.wrong("10.0.0.7", 0.0)
    pace.right("10.0.0.7")
    assert pace.turn("10.0.0.7", 0.0) == 0
    pace.wrong("10.0.0.8", 0.0)
    assert pace.turn("10.0.0.8", 5_000.0) == 0
    for one in range(REMEMBERED + 50):
        pace.wrong(f"peer {one}", 6_000.0)
    assert len(pace._visitors) == REMEMBERED
