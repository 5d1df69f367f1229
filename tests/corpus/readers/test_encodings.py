"""Encodings are told apart by the letters that come of them, and a guess that could be another is called one."""

from pathlib import Path

import pytest

from interestlab.corpus.readers.encodings import find_encoding

FILES = Path(__file__).parents[1] / "files"
SENTENCES = {
    "Polish": (
        "Dziś jechałem rowerem wzdłuż rzeki\nŁódź jest piękna, żółte liście",
        ["cp1250", "iso8859_2", "cp852", "mac_latin2"],
    ),
    "Czech": ("Příliš žluťoučký kůň úpěl\nskvělá večeře, dobré světlo", ["cp1250", "iso8859_2", "cp852"]),
    "Hungarian": ("Szép könyv volt, jó időtöltés\nŐszi kirándulás a hűvös erdőben", ["cp1250", "iso8859_2"]),
    "Romanian": ("Bună dimineaţa şi o zi frumoasă în ţară\nmâine plecăm", ["cp1250"]),
    "Croatian": ("Želim vam lijep dan\nčestitam na vožnji, šuma je bila tiha\nđak", ["cp1250", "iso8859_2"]),
    "German": ("Der Fluß ist schön\nGrüße aus München, die Straße war naß", ["cp1252", "mac_roman", "cp850", "iso8859_15"]),
    "French": ("Le cœur de l’été à Noël\nUn garçon très gêné, où êtes-vous ?", ["cp1252", "mac_roman"]),
    "Euro": ("le cœur coûte 5 € à Noël\nun été très gêné", ["iso8859_15", "cp1252"]),
    "Spanish": ("El niño pequeño come mañana\n¿Qué pasó? ¡Sí, así es!", ["cp1252", "mac_roman", "cp850"]),
    "Portuguese": ("O coração não é simples\namanhã então você vem, é possível", ["cp1252", "mac_roman"]),
    "Swedish": ("Måns köpte en ö på Åland\nÅsa älskar smörgås", ["cp1252", "mac_roman"]),
    "Danish": ("Rødgrød med fløde på Sjælland\nvi så en bjørn på øen", ["cp1252", "mac_roman"]),
    "English": ("I don’t know what you’re doing – really\n“It’s fine”, she said", ["cp1252", "mac_roman"]),
    "Turkish": ("Çok güzel bir gün\nteşekkürler, İstanbul’da ılık bir akşam", ["cp1254"]),
    "Lithuanian": ("Labas rytas, šiandien gražu\načiū už viską, žąsys", ["cp1257"]),
    "Russian": ("Привет всем, как дела\nсегодня хорошая погода", ["cp1251", "koi8_r", "cp866", "iso8859_5"]),
    "Russian capitals": ("ПРИВЕТ ВСЕМ, КАК ДЕЛА\nСЕГОДНЯ ХОРОШАЯ ПОГОДА У НАС", ["cp1251"]),
    "Ukrainian": ("Добрий день, їжак іде\nґанок є, дякую щиро", ["cp1251", "koi8_u"]),
    "Greek": ("Καλημέρα σε όλους\nπολύ ωραία ημέρα στη θάλασσα", ["cp1253"]),
    "Hebrew": ("שלום לכולם\nמה שלומכם היום", ["cp1255"]),
    "Arabic": ("صباح الخير يا أصدقاء\nكانت الرحلة جميلة", ["cp1256"]),
    "Thai": ("สวัสดีครับวันนี้อากาศดี\nขนมปังอร่อยมาก", ["cp874"]),
    "simplified Chinese": ("很好\n今天天气不错，我们去公园", ["gb18030", "utf-16-le", "utf-16-be"]),
    "traditional Chinese": ("很好吃\n今天天氣不錯，我們去公園", ["big5"]),
    "Japanese": ("とても良い\nおいしかった、また行きたい\nｶﾒﾗ", ["shift_jis", "euc_jp"]),
    "Korean": ("아주 좋아요\n맛있었어요, 다음에도 갈게요", ["cp949", "euc_kr"]),
}
CASES = [(language, encoding) for language, (_, encodings) in SENTENCES.items() for encoding in encodings]


def decoded(data):
    return data.decode(find_encoding(data).name)


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_few_sentences_tell(language, encoding):
    text = "user,text\n" + "".join(f"u{i},{line}\n" for i, line in enumerate(SENTENCES[language][0].split("\n")))
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("name", ["mac_roman_german.csv", "cp1250_polish.csv"])
def test_files_of_central_europe_and_of_old_macs(name):
    data = (FILES / name).read_bytes()
    found = find_encoding(data)
    assert found.certain
    assert found.name == name[: name.rfind("_")]
    assert ("schön" if "german" in name else "Dziś jechałem") in data.decode(found.name)


def test_what_two_encodings_read_differently_and_equally_well_is_not_certain():
    assert not find_encoding("text\nrow č".encode("cp1250")).certain
    assert find_encoding("text\nSkvělá večeře, příliš žluťoučký kůň\n".encode("cp1250")).certain


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_signs_of_english_text(encoding):
    text = "Costs £5 or 10€ – 20° today\nx² in the users’ “notes” … 2012–2016\nChloë’s café, the naïve résumé\n"
    assert decoded(text.encode(encoding, "ignore")) == text.encode(encoding, "ignore").decode(encoding)


def test_encodings_that_read_the_same_text_are_no_rivals():
    german = ("text\n" + "Grüße aus München, schöne Straße\n" * 5).encode("cp1252")
    assert find_encoding(german).certain  # cp1250 and ISO 8859-15 have these letters in the same places


def test_marks_of_utf_come_first():
    assert find_encoding("a,ä".encode("utf-8-sig")).name == "utf-8-sig"
    assert find_encoding("a,ä".encode("utf-16")).name == "utf-16"
    assert find_encoding(b"\xff\xfe\0\0" + "a,ä".encode("utf-32-le")).name == "utf-32"


def test_plain_ascii_and_iso_2022():
    assert find_encoding(b"id,text\n1,plain\n").name == "utf-8"
    assert find_encoding(b"").name == "utf-8"
    assert find_encoding("本文\nとても良い\n".encode("iso2022_jp")).name == "iso2022_jp"


def test_utf8_that_is_cut_or_slightly_damaged_stays_utf8():
    text = "id,text\n" + "1,déjà vu à Zürich\n" * 20
    assert find_encoding(text.encode()[:-1] + b"\xc3").name == "utf-8"
    assert find_encoding(text.encode() + b"2,na\xefve\n").name == "utf-8"


def test_a_file_on_one_long_line():
    line = "[" + ",".join('{"text": "Grüße aus München, schöne Straße"}' for _ in range(500)) + "]"
    assert decoded(line.encode("cp1252")) == line
