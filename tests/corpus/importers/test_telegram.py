import json

import pytest

from interestlab.corpus.readers.raw import ReadOptions
from tests.corpus.importers.uploads import upload, zip_of

MESSAGES = [
    {"id": 1, "type": "service", "date": "2023-01-05T09:29:00", "actor": "Мария", "actor_id": "user7",
     "action": "create_group", "title": "Хобби", "members": ["Олег"], "text": "", "text_entities": []},
    {"id": 2, "type": "message", "date": "2023-01-05T09:30:00", "date_unixtime": "1672907400", "from": "Мария",
     "from_id": "user7", "text": ["После ", {"type": "bold", "text": "замены"}, " колодок", {"type": "link", "text": " https://e.org"}],
     "text_entities": []},
    {"id": 3, "type": "message", "date": "2023-01-06T09:30:00", "from": None, "from_id": "user8", "forwarded_from": "News",
     "reply_to_message_id": 2, "text": "Тесто поднималось всю ночь"},
    {"id": 4, "type": "message", "date": "2023-01-07T09:30:00", "from": "Олег", "from_id": "user9", "media_type": "sticker",
     "file": "s.webp", "text": ""},
    {"id": 5, "type": "message", "date": "2023-01-08T09:30:00", "from": "Олег", "from_id": "user9", "text": "",
     "poll": {"question": "Куда едем?", "answers": [{"text": "На озеро"}, {"text": "В горы"}]}},
]  # fmt: skip
CHAT = {"name": "Хобби", "type": "private_supergroup", "id": 12, "messages": MESSAGES}
FULL = {
    "about": "Here is the data you requested. Remember: Telegram is ad free.",
    "personal_information": {"user_id": 7, "first_name": "Мария"},
    "contacts": {"list": [{"first_name": "x", "date": "2023-01-01T00:00:00"}]},
    "chats": {"about": "…", "list": [CHAT, {"name": "Ann", "type": "personal_chat", "id": 3, "messages": [
        {"id": 2, "type": "message", "date": "2021-03-04T05:06:07", "from": "Ann", "from_id": 4711,
         "text": "the \"messages\": [ here"},
    ]}]},
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1])
def test_a_chat(indent):
    read = upload(json.dumps(CHAT, ensure_ascii=False, indent=indent), "renamed.json")
    assert read.kind == "telegram"
    assert read.role("user") == [None, "user7", "user8", "user9", "user9"]
    assert read.column("from") == ["Мария", "Мария", None, "Олег", "Олег"]
    assert read.role("time")[:3] == ["2023-01-05T09:29:00", "2023-01-05T08:30:00+00:00", "2023-01-06T09:30:00"]
    assert read.column("text")[1:3] == ["После замены колодок https://e.org", "Тесто поднималось всю ночь"]
    assert read.column("text")[4] == "Куда едем?\nНа озеро\nВ горы"
    assert read.report.counts.without_text == 2
    assert read.report.counts.dated == 3
    assert read.column("forwarded_from")[2] == "News"


def test_all_chats():
    read = upload(json.dumps(FULL, ensure_ascii=False).encode("utf-8-sig"), "result.json")
    assert read.kind == "telegram"
    assert read.role("label") == ["Хобби"] * 5 + ["Ann"]
    assert read.column("text")[5] == 'the "messages": [ here'
    assert read.role("user")[5] == "4711"


def test_a_file_that_was_cut_is_read_up_to_there():
    text = json.dumps(CHAT, ensure_ascii=False)
    read = upload(text[: text.index("Тесто")], "result.json")
    assert len(read.frame) == 2
    assert "cut or damaged" in read.file.table.refused[0].reason


def test_a_preview():
    read = upload(json.dumps(CHAT), "result.json", ReadOptions(max_rows=2))
    assert (len(read.frame), read.file.table.complete) == (2, False)


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
Hobby &amp; more </div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">5 January 2023</div></div>
<div class="message service" id="message1"><div class="body details">Mira created group «Hobby»</div></div>
<div class="message default clearfix" id="message2"><div class="pull_left userpic_wrap"><div class="initials">M</div></div>
<div class="body"><div class="pull_right date details" title="05.01.2023 08:30:00 UTC+01:00">08:30</div>
<div class="from_name">Mira </div><div class="text">Rode <strong>along</strong> the canal<br>and back</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="05.01.2023 08:31:00 UTC+01:00">08:31</div>
<div class="reply_to details">In reply to <a href="#go_to_message2">this message</a></div>
<div class="forwarded body"><div class="from_name">News
<span class="date details" title="01.01.2023 00:00:00">01.01</span></div>
<div class="text">Saddles &lt; 100</div></div></div></div>
<div class="message default clearfix" id="message4"><div class="body">
<div class="pull_right date details" title="06.01.2023 08:31:00 UTC+01:00">08:31</div><div class="from_name">Otto</div>
<div class="media_wrap clearfix">
<div class="media clearfix pull_left media_photo">
<div class="body"><div class="title bold">Photo</div>
<div class="status details">Not included</div></div></div></div></div></div>
</div></div></div></body></html>"""


def test_the_web_pages():
    read = upload(PAGE, "messages.html")
    assert read.kind == "telegram"
    assert read.role("user") == [None, "Mira", "Mira", "Otto"]
    assert read.column("text") == [None, "Rode along the canal\nand back", "Saddles < 100", None]
    assert read.role("time")[1] == "2023-01-05T08:30:00+01:00"
    assert read.column("forwarded_from")[2] == "News"
    assert read.column("reply_to")[2] == "2"
    assert read.column("media")[3] == "Photo Not included"
    assert read.column("chat")[0] == "Hobby & more"


def test_archives():
    pages = zip_of({"ChatExport/messages2.html": PAGE, "ChatExport/messages.html": PAGE, "ChatExport/css/style.css": "b"})
    assert len(upload(pages, "x.zip").frame) == 8
    data = zip_of({"ChatExport_2023-01-05/result.json": json.dumps(CHAT)})
    assert upload(data, "x.zip").kind == "telegram"
