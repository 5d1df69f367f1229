import pytest

from interestlab.corpus.readers.raw import ReadOptions
from tests.corpus.importers.uploads import upload, zip_of

ANDROID = """12/03/2023, 21:14 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
12/03/2023, 21:15 - Mira: Rode along the canal
and the saddle is comfortable

at last
13/03/2023, 08:01 - Otto: <Media omitted>
13/03/2023, 08:02 - Otto: Look at: the crust <This message was edited>
13/03/2023, 08:03 - Mira: This message was deleted
13/03/2023, 08:04 - Mira changed the subject from “Rad: Tour” to “Brot: Teig”
13/03/2023, 08:05 - Rosa joined using this group's invite link
13/03/2023, 08:06 - Otto: IMG-20230313-WA0001.jpg (file attached)
The sour dough of today
13/03/2023, 08:07 - Mira:
"""


def test_android_messages_are_rows_and_what_the_app_wrote_has_nobody():
    read = upload(ANDROID, "anything.txt")
    assert read.kind == "whatsapp"
    assert read.role("user") == [None, "Mira", "Otto", "Otto", "Mira", None, None, "Otto", "Mira"]
    assert read.column("text")[1] == "Rode along the canal\nand the saddle is comfortable\n\nat last"
    assert read.column("text")[2:4] == [None, "Look at: the crust"]
    assert read.column("kind") == ["system", "message", "media", "message", "deleted", "system", "system", "media", "message"]
    assert read.column("text")[7:] == ["The sour dough of today", None]
    assert read.column("time")[1:3] == ["2023-03-12T21:15:00", "2023-03-13T08:01:00"]
    assert list(read.file.table.lines) == [1, 2, 6, 7, 8, 9, 10, 11, 13]
    assert read.report.counts.rows == 9
    assert read.report.counts.people == 2


IOS = (
    "[12.03.23, 21:14:05] Radgruppe: \u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.\r\n"
    "[12.03.23, 21:14:10] \u202a+49\u00a0151\u00a02345678\u202c: Heute am Kanal\nund zurück\r\n"
    "\u200e[13.03.23, 08:00:01] ~\u202fMira: \u200eBild weggelassen\r\n"
    "\u200e[13.03.23, 08:00:02] ~\u202fMira: \u200e<Anhang: 00000042-PHOTO-2023-03-13.jpg>\r\n"
    "[13.03.23, 08:00:03] ~\u202fMira: Der neue Sattel \u200eBild weggelassen\r\n"
    "[13.03.23, 08:00:04] Otto: \u200eOtto hat die Gruppe verlassen.\r\n"
    "[13.03.23, 08:00:05] Otto: \u200eUMFRAGE:\nWohin am Sonntag?\n\u200eOPTION: See (2 Stimmen)\n\r\n"
    "[13.03.23, 08:00:06] ~\u202fMira: Schön \u200e<Diese Nachricht wurde bearbeitet.>\r\n"
)


def test_ios_marks_tell_the_words_of_the_app():
    read = upload(b"\xef\xbb\xbf" + IOS.encode(), "_chat.txt")
    assert read.kind == "whatsapp"
    assert read.column("kind") == ["system", "message", "media", "media", "media", "system", "message", "message"]
    assert read.role("user") == [None, "+49 151 2345678", "Mira", "Mira", "Mira", None, "Otto", "Mira"]
    assert read.column("text")[4] == "Der neue Sattel"
    assert read.column("text")[6].startswith("UMFRAGE:\nWohin am Sonntag?")
    assert read.column("text")[7] == "Schön"
    assert read.column("time")[1] == "2023-03-12T21:14:10"
    assert upload(IOS.encode("utf-16"), "chat").role("user") == read.role("user")


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("3/24/23, 9:14\u202fPM - ", "2023-03-24T21:14:00"),
        ("24/3/23, 9:14 p.\u00a0m. - ", "2023-03-24T21:14:00"),
        ("24/03/2023 à 21:14 - ", "2023-03-24T21:14:00"),
        ("24/03/2023 21:14 - ", "2023-03-24T21:14:00"),
        ("24.3.2023 klo 21.14 - ", "2023-03-24T21:14:00"),
        ("24.03.2023 г., 21:14 - ", "2023-03-24T21:14:00"),
        ("24-03-2023 21:14 - ", "2023-03-24T21:14:00"),
        ("2023-03-24 21:14 - ", "2023-03-24T21:14:00"),
        ("2023. 03. 24. 21:14 - ", "2023-03-24T21:14:00"),
        ("[24/03/23 21:14:05] ", "2023-03-24T21:14:05"),
        ("[24/3/23, 9:14:05\u202fPM] ", "2023-03-24T21:14:05"),
        ("[24.03.2023 21:14:05] ", "2023-03-24T21:14:05"),
        ("[2023/3/24 下午9:14:05] ", "2023-03-24T21:14:05"),
        ("2023/3/24 晚上9:14 - ", "2023-03-24T21:14:00"),
        ("2023/03/24 21:14 - ", "2023-03-24T21:14:00"),
        ("[2023/03/24 21:14:05] ", "2023-03-24T21:14:05"),
        ("[2023. 3. 24. 오후 9:14:05] ", "2023-03-24T21:14:05"),
        ("\u200f٢٤\u200f/٣\u200f/٢٠٢٣، ٩:١٤ م - ", "2023-03-24T21:14:00"),
        ("۱۴۰۲/۱/۴،\u200f ۲۱:۱۴ - ", "2023-03-24T21:14:00"),
        ("24.3.2023, 21:14 - ", "2023-03-24T21:14:00"),
        ("[24.3.2023, 21:14:05] ", "2023-03-24T21:14:05"),
        ("24/3/2566 21:14 - ", "2023-03-24T21:14:00"),
        ("[21:14:05, 24/3/2023] ", "2023-03-24T21:14:05"),
    ],
)
def test_dates_of_many_locales(head, time):
    text = "".join(f"{head}{name}: {said}\n" for name, said in (("Ana", "one"), ("Bo", "two"), ("Ana", "three")))
    read = upload(text, "chat.txt")
    assert read.kind == "whatsapp"
    assert read.column("time") == [time] * 3
    assert read.role("user") == ["Ana", "Bo", "Ana"]


@pytest.mark.parametrize(
    "media",
    [
        "<Medien ausgeschlossen>", "<Multimedia omitido>", "<Médias omis>", "<Mídia oculta>", "<Media omessi>",
        "<Media weggelaten>",
        "<Без медиафайлов>", "<Medya dahil edilmedi>", "<המדיה לא נכללה>", "<تم استبعاد الوسائط>", "<媒体已忽略>",
        "<省略多媒體檔案>",
        "<メディアは含まれていません>", "<미디어 파일을 생략한 대화 내용>", "\u200eimagen omitida",
        "\u200eimage absente", "\u200eimagem ocultada",
        "\u200eimmagine omessa", "\u200eafbeelding weggelaten", "\u200eизображение опущено", "\u200egörüntü dahil edilmedi",
        "\u200eהתמונה הושמטה", "\u200e图像已忽略", "\u200e圖片已略過", "\u200e이미지 생략됨", "image omitted",
        "sticker omitted",
    ],
)  # fmt: skip
def test_what_stands_for_media_is_no_text(media):
    read = upload(
        f"[12.03.23, 21:14:05] Ana: hello\n[12.03.23, 21:14:06] Bo: {media}\n[12.03.23, 21:14:07] Ana: well\n", "chat"
    )
    assert read.column("kind") == ["message", "media", "message"]
    assert read.role("user") == ["Ana", "Bo", "Ana"]


def test_a_sentence_about_pictures_is_a_text():
    read = upload("12/03/23, 21:14 - Ana: the image was left out and omitted\n12/03/23, 21:15 - Ana: image of the day\n", "c")
    assert read.column("kind") == ["message", "message"]


def test_day_and_month_by_the_whole_file():
    us = "".join(f"{month}/{day}/23, 9:1{day % 10} PM - Ana: text {day}\n" for month, day in ((1, 2), (1, 9), (2, 3), (2, 25)))
    read = upload(us, "c.txt")
    assert read.column("time")[0] == "2023-01-02T21:12:00"
    ordered = "".join(f"0{day}/0{month}/2023, 21:14 - Ana: text {day}\n" for day, month in ((9, 1), (2, 2), (5, 3), (1, 4)))
    read = upload(ordered, "c.txt")
    assert read.column("time")[0] == "2023-01-09T21:14:00"
    assert "follow one another" in read.file.table.notes[0]
    read = upload("03/04/2023, 21:14 - Ana: text\n03/04/2023, 21:15 - Ana: more\n", "c.txt")
    assert read.column("time")[0] == "2023-04-03T21:14:00"
    assert "nothing in the file tells" in read.file.table.notes[0]


def test_names_with_colons():
    lines = [f"12/03/2023, 21:1{n} - Dr: Who: travel {n}" for n in range(4)]
    lines += ["12/03/2023, 21:30 - Ana: note: buy flour", "12/03/2023, 21:31 - Ana: yes"]
    assert upload("\n".join(lines), "c.txt").role("user") == ["Dr: Who"] * 4 + ["Ana"] * 2


def test_the_first_sentence_without_its_marks():
    said = "Messages and calls are end-to-end encrypted. Only people in this chat can read them."
    read = upload(f"[12.03.23, 21:14:05] Bo: {said}\n[12.03.23, 21:15:05] Bo: hello\n[12.03.23, 21:16:05] Ana: you\n", "c.txt")
    assert read.role("user") == [None, "Bo", "Ana"]


def test_a_zip_of_chats():
    chat = "12/03/2023, 21:14 - Ana: Rode along\n13/03/2023, 21:15 - Bo: Bread\n"
    one = upload(zip_of({"WhatsApp Chat with Bo.txt": chat, "IMG-1.jpg": b"\xff\xd8"}), "export.zip")
    assert one.kind == "whatsapp"
    assert len(one.frame) == 2
    two = upload(zip_of({"WhatsApp Chat with Bo.txt": chat, "Chat de WhatsApp con Cy.txt": chat}), "export.zip")
    assert sorted(set(two.role("label"))) == ["Bo", "Chat de WhatsApp con Cy"]


@pytest.mark.parametrize(
    "text",
    [
        "2023-01-05 08:30:00,123 - root - INFO - started\n" * 5,
        "[2023-01-05 08:30:00] production.ERROR: failed to open: x\n" * 5,
        "2023-01-05 08:30 - INFO: started\n2023-01-05 08:31 - ERROR: no disk\n",
        "date,text\n12/03/2023,one\n13/03/2023,two\n",
        '["12/03/2023, 21:14 - Ana: hello", "b"]',
        "12/03/2023, 21:14 - it rained: all day\nand nothing else was written in this diary that day\n" + "prose line\n" * 60,
    ],
)
def test_other_files_are_not_taken(text):
    from io import BytesIO

    from interestlab.corpus.reading import read_file

    assert all(one.name != "whatsapp" for one in read_file(BytesIO(text.encode()), "x.txt").candidates)


def test_a_preview_and_lines_before_the_first():
    read = upload("exported by me\n" + ANDROID, "c.txt", ReadOptions(max_rows=3))
    assert len(read.frame) == 3
    assert not read.file.table.complete
    assert [row.reason for row in read.file.table.refused] == ["stands before the first message"]
