import pytest

from tests.corpus.importers.uploads import upload

END = "=========="


def clippings(*told, title="Der Berg (Ein Roman) (Muster, Mia)"):
    return "".join(f"\ufeff{title}\r\n{line}\r\n\r\n{text}\r\n{END}\r\n" for line, text in told)


@pytest.mark.parametrize(
    ("highlight", "note"),
    [
        ("- Your Highlight on page 12 | location 170-172 | Added on Thursday, January 5, 2023 8:30:00 AM",
         "- Your Note on page 12 | location 172 | Added on Thursday, January 5, 2023 8:31:00 AM"),
        ("- Highlight Loc. 170-72  | Added on Thursday, January 05, 2023, 08:30 AM",
         "- Note Loc. 172  | Added on Thursday, January 05, 2023, 08:31 AM"),
        ("- Ihre Markierung auf Seite 12 | bei Position 170-172 | Hinzugefügt am Donnerstag, 5. Januar 2023 08:30:00",
         "- Ihre Notiz auf Seite 12 | bei Position 172 | Hinzugefügt am Donnerstag, 5. Januar 2023 08:31:00"),
        ("- Votre surlignement sur la page 12 | emplacement 170-172 | Ajouté le jeudi 5 janvier 2023 08:30:00",
         "- Votre note sur la page 12 | emplacement 172 | Ajouté le jeudi 5 janvier 2023 08:31:00"),
        ("- La subrayado en la página 12 | posición 170-172 | Añadido el jueves, 5 de enero de 2023 8:30:00",
         "- La nota en la página 12 | posición 172 | Añadido el jueves, 5 de enero de 2023 8:31:00"),
        ("- La tua evidenziazione a pagina 12 | posizione 170-172 | Aggiunto in data giovedì 5 gennaio 2023 08:30:00",
         "- La tua nota a pagina 12 | posizione 172 | Aggiunto in data giovedì 5 gennaio 2023 08:31:00"),
        ("- Seu destaque na página 12 | posição 170-172 | Adicionado: quinta-feira, 5 de janeiro de 2023 08:30:00",
         "- Sua nota na página 12 | posição 172 | Adicionado: quinta-feira, 5 de janeiro de 2023 08:31:00"),
        ("- Je markering op pagina 12 | locatie 170-172 | Toegevoegd op donderdag 5 januari 2023 08:30:00",
         "- Je notitie op pagina 12 | locatie 172 | Toegevoegd op donderdag 5 januari 2023 08:31:00"),
        ("- Ваш выделенный отрывок на странице 12 | Место 170–172 | Добавлено: четверг, 5 января 2023 г. в 8:30:00",
         "- Ваша заметка на странице 12 | Место 172 | Добавлено: четверг, 5 января 2023 г. в 8:31:00"),
        ("- 您在第 12 页（位置 #170-172）的标注 | 添加于 2023年1月5日星期四 上午8:30:00",
         "- 您在第 12 页（位置 #172）的笔记 | 添加于 2023年1月5日星期四 上午8:31:00"),
        ("- 12ページ|位置No. 170-172のハイライト | 作成日: 2023年1月5日木曜日 8:30:00",
         "- 12ページ|位置No. 172のメモ | 作成日: 2023年1月5日木曜日 8:31:00"),
    ],
)  # fmt: skip
def test_clippings_of_languages(highlight, note):
    read = upload(clippings((highlight, "A sentence\r\nof two lines"), (note, "My own thought")), "My Clippings.txt")
    assert read.kind == "kindle"
    assert read.role("label") == ["highlight", "note"]
    assert read.column("text") == ["A sentence\nof two lines", "My own thought"]
    assert read.role("item") == ["Der Berg (Ein Roman)"] * 2
    assert read.column("author")[0] == "Muster, Mia"
    assert (read.report.counts.dated, read.report.time.first) == (2, "2023-01-05T08:30:00Z")


def test_bookmarks_limits_and_a_cut_end():
    bookmark = "- Your Bookmark on page 3 | Added on Thursday, January 5, 2023 8:30:00 AM"
    mark = "- Your Highlight on page 3 | Added on Thursday, January 5, 2023 8:30:00 AM"
    text = clippings(
        (bookmark, ""), (mark, "<You have reached the clipping limit for this item>"), (mark, "The end"), title="Book"
    )
    read = upload(text[: text.rindex(END)], "x.txt")
    assert read.column("kind") == ["bookmark", "highlight", "highlight"]
    assert read.column("text") == [None, None, "The end"]
    assert upload(text.encode("utf-16"), "x.txt").role("item") == ["Book"] * 3


def test_other_texts_are_not_taken():
    assert upload("Shopping\n- flour 1 kg\n\nfor bread\n==========\n" * 4, "notes.txt").kind == "table"
    assert upload("Title\n=====\n- one | two\n\nprose of the day\n" * 4, "notes.txt").kind == "table"
