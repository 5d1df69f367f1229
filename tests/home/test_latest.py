"""The newest values are kept, and no more than so many."""

from concurrent.futures import ThreadPoolExecutor

from interestlab.home.latest import Latest


def test_what_was_asked_for_last_is_kept_and_the_oldest_goes():
    made, kept = [], Latest(2)

    def make(key):
        made.append(key)
        return key * 2

    asked = ["a", "b", "a", "c", "a", "b"]  # "b" goes when "c" comes: "a" was asked for since
    assert [kept.get(key, lambda key=key: make(key)) for key in asked] == [key * 2 for key in asked]
    assert made == ["a", "b", "c", "b"]


def test_threads_get_the_values_of_their_keys():
    kept = Latest(3)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda at: kept.get(at % 5, lambda: at % 5), range(400)))
    assert found == [at % 5 for at in range(400)]
