"""Particles are taken off where the corpus shows the noun without them."""

import pytest

from interestlab.interests.korean import is_korean_verb, korean_stems


@pytest.mark.parametrize(
    ("word", "beside", "stem"),
    [
        ("자전거를", "자전거", "자전거"),
        ("도서관에서", "도서관까지", "도서관"),
        ("체인이", "체인을", "체인"),
        ("고양이가", "고양이", "고양이"),
        ("서울로", "서울", "서울"),
    ],
)
def test_a_particle_comes_off(word, beside, stem):
    assert korean_stems({word, beside})[word] == stem


@pytest.mark.parametrize("word", ["고양이", "어린이", "온도", "자전거", "떡볶이", "바나나", "책이"])
def test_a_noun_that_ends_like_one_stays(word):
    assert word not in korean_stems({word, "다른", "사람"})


def test_a_particle_that_does_not_fit_the_syllable_before_it_is_none():
    assert "자전거은" not in korean_stems({"자전거은", "자전거"})
    assert "체인로" not in korean_stems({"체인로", "체인"})


@pytest.mark.parametrize(
    ("word", "verb"), [("좋아요", True), ("달렸습니다", True), ("추천한다", True), ("자전거", False), ("바다", False)]
)
def test_verbs(word, verb):
    assert is_korean_verb(word) is verb


def test_particles_fit_the_last_syllable_to_the_first_and_last_of_all_syllables():
    assert korean_stems(["국가는", "국가"]) == {"국가는": "국가"}
    assert korean_stems(["바다로", "바다"]) == {"바다로": "바다"}
    assert korean_stems(["서울로", "서울"]) == {"서울로": "서울"}
    assert korean_stems(["미국로", "미국"]) == {}
    assert korean_stems(["바다은", "바다"]) == {}
    assert korean_stems(["미국은", "미국"]) == {"미국은": "미국"}
