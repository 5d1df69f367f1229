"""Chats of LINE and KakaoTalk as their apps save them."""

import pytest

from tests.corpus.importers.reading import read

JAPANESE = """[LINE] 町内園芸部のトーク履歴
保存日時：2024/04/12 20:01

2024/02/27(火)
09:00\t高橋さくら\t味噌汁は美味しかったけれど、ご飯が冷めていました。
09:01\t\t高橋さくらが参加しました。
16:13\t山口健太\t"朝早く湖を歩きました。
""誰も""いませんでした。"

2024/02/28(水)
午後2:26\t森下みなと\t[スタンプ]
"""
ENGLISH = """[LINE] Chat history with Garden club
Saved on: 4/12/2024, 8:01 PM

Tue, 2/27/2024
9:00 AM\tAda Lee\tThe soup was good, the rice was cold.
4:13 PM\tBen Orr\tWe walked along the lake.
And it rained.
"""
KOREAN = """주말농장 님과 카카오톡 대화
저장한 날짜 : 2024-02-23 10:00:00

--------------- 2024년 2월 23일 금요일 ---------------
[윤서하] [오전 9:00] 된장찌개는 맛있었는데 밥이 식어 있었어요.
[강도현] [오후 2:43] 새벽에 호숫가를 걸었어요.
아무도 없었어요.
[강도현] [오후 2:44] 사진
"""


@pytest.mark.parametrize(
    ("text", "title", "people", "times", "second", "silent"),
    [
        (JAPANESE, "LINE chat", ["高橋さくら", None, "山口健太", "森下みなと"],
         ["2024-02-27T09:00:00Z", "2024-02-27T16:13:00Z"],
         "朝早く湖を歩きました。\n\"誰も\"いませんでした。", 2),
        (ENGLISH, "LINE chat", ["Ada Lee", "Ben Orr"], ["2024-02-27T09:00:00Z", "2024-02-27T16:13:00Z"],
         "We walked along the lake.\nAnd it rained.", 0),
        (KOREAN, "KakaoTalk chat", ["윤서하", "강도현", "강도현"], ["2024-02-23T09:00:00Z", "2024-02-23T14:43:00Z"],
         "새벽에 호숫가를 걸었어요.\n아무도 없었어요.", 1),
    ],
    ids=["Japanese", "English", "Korean"],
)  # fmt: skip
def test_chats(text, title, people, times, second, silent):
    found = read(text, "chat.txt")
    assert found.report.title == title
    assert [row["user"] for row in found.rows] == people
    assert [row["text"] for row in found.rows if row["text"]][1] == second
    assert [found.report.time.first, found.report.time.last] == times
    assert found.report.counts.without_text == silent
    assert not found.report.refused


def test_a_table_of_times_is_no_chat():
    rows = "\n".join(f"2024/02/{n % 28 + 1:02}\tada{n % 4}\tA quiet morning by the river {n}" for n in range(40))
    assert read(f"day\tuser\ttext\n{rows}\n", "posts.tsv").report.kind == "table"
