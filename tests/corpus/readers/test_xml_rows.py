"""XML of any usual shape becomes rows; what breaks off is read as far as it goes, and that is said."""

import io

import pytest

from interestlab.corpus import ReadOptions, read_table
from interestlab.errors import UnreadableFile


def read(text, encoding="utf-8", **options):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return read_table(io.BytesIO(data), "x.xml", ReadOptions(importer="table", **options))


def posts(count=5, head='<?xml version="1.0"?>'):
    inner = "".join(f'<post id="{n}"><by>u{n % 2}</by><text>Words about bread {n}</text></post>' for n in range(count))
    return f"{head}<all>{inner}</all>"


def test_attributes_and_inner_elements_are_columns():
    table = read(posts())
    assert list(table.frame.columns) == ["id", "by", "text"]
    assert table.frame["text"].tolist() == [f"Words about bread {n}" for n in range(5)]
    assert "Each element <post> is a row." in table.notes


def test_text_around_inner_elements_is_kept():
    table = read("<all><p>I <b>really</b> like bread</p><p>and <i>old</i> guitars</p></all>")
    assert table.frame["text"].tolist() == ["I like bread", "and guitars"]
    assert table.frame["b"].dropna().tolist() == ["really"]


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes_and_says_so():
    whole = posts(2_000)
    table = read(whole[: len(whole) // 2])
    assert len(table) == whole[: len(whole) // 2].count("</post>")
    assert any("The XML is damaged" in note and f"the {len(table):,} rows before" in note for note in table.notes)
    with pytest.raises(UnreadableFile, match="The XML is damaged"):
        read('<?xml version="1.0"?><all <')


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "shift_jis", "cp1251", "utf-16", "iso-8859-1"])
def test_the_encoding_that_is_declared(encoding):
    words = {"shift_jis": "パンを焼いた", "cp1251": "Новый хлеб", "iso-8859-1": "Das schöne Brot"}.get(
        encoding, "新的面包很好吃"
    )
    text = posts(head=f'<?xml version="1.0" encoding="{encoding}"?>').replace("Words", words)
    assert read(text, encoding).frame["text"].tolist()[0] == f"{words} about bread 0"


def test_names_with_a_namespace_lose_it():
    text = (
        '<r xmlns:d="http://purl.org/dc/"><item><d:creator>mira</d:creator></item><item><d:creator>otto</d:creator></item></r>'
    )
    assert read(text).frame["creator"].tolist() == ["mira", "otto"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r><p>&b;</p><p>&b;</p></r>'
    with pytest.raises(UnreadableFile, match="declares entities"):
        read(bomb, encoding)


def test_a_doctype_alone_is_no_harm():
    assert len(read("<!DOCTYPE all>" + posts(head=""))) == 5


def test_nothing_repeated_is_one_sentence():
    with pytest.raises(UnreadableFile, match="XML without repeated elements"):
        read("<settings><colour>blue</colour></settings>")


def test_a_preview_reads_the_first_rows():
    table = read(posts(50), max_rows=10)
    assert (len(table), table.complete) == (10, False)


@pytest.mark.parametrize("size", [1 << 16, 7, 23, 64])
def test_emoji_as_two_references_and_control_signs_lose_no_row(size, monkeypatch):
    monkeypatch.setattr("interestlab.corpus.readers.xml_rows._CHUNK", size)
    bodies = ["R&amp;D", "See you soon &#55357;&#56898;"]
    bodies += ["Fine &#xD83D;&#xDE42;!", "half &#55357; of one", "a bell &#7; rings\x0b&#10;twice"]
    rows = "".join(f'<sms address="+49{n}" date="167794089{n}" body="{bodies[n % 5]} {n}" />' for n in range(40))
    table = read_table(io.BytesIO(f'<?xml version="1.0" encoding="UTF-8"?><smses>{rows}</smses>'.encode()), "sms.xml")
    assert len(table) == 40
    assert [text.rpartition(" ")[0] for text in table.frame["body"][:5]] == [
        "R&D", "See you soon 🙂", "Fine 🙂!", "half \ufffd of one", "a bell \ufffd rings\ntwice",
    ]  # fmt: skip


def test_elements_nested_without_end_are_refused():
    with pytest.raises(UnreadableFile, match="nested more than 200 deep"):
        read_table(io.BytesIO(b"<r><row><t>a</t></row>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</r>"), "a.xml")
