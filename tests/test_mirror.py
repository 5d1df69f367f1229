"""Tests mirror the rooms: a product file has a test file of its own at the same path, or a reason here."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = (
    "home", "work", "questions", "studies", "cli", "classify", "classify/judging",
    "ui/viewer", "ui/heads", "ui/attention", "ui/evaluate", "ui/door",
)  # fmt: skip
WITHOUT = {
    "home/warm.py": "compiles and loads only; every test with a worker runs it",
}  # at most ten


def product_files():
    """The product files of the rooms, by their path in the package."""
    return {
        f"{room}/{path.name}"
        for room in ROOMS
        for path in (ROOT / "interestlab" / room).glob("*.py")
        if path.name != "__init__.py"
    }


def has_tests(name):
    file = ROOT / "tests" / Path(name).with_name(f"test_{Path(name).name}")
    return file.exists() and "def test_" in file.read_text("utf-8")


def test_every_product_file_has_a_test_file_of_its_own_or_a_reason():
    assert {name for name in product_files() if not has_tests(name)} == set(WITHOUT)


def test_reasons_are_few_and_given():
    assert len(WITHOUT) <= 10
    assert all(WITHOUT.values())
