from tests.corpus.importers.uploads import upload

HEAD = '<?xml version="1.0" encoding="UTF-8"?><i><chatserver>chat.bilibili.com</chatserver><chatid>1</chatid>'
COMMENTS = (
    '<d p="0.1,1,25,16777215,1672907400,0,abc0,1234">骑行了13公里 &amp; 回来</d>'
    '<d p="3.1,5,25,16777215,1672907401,0,abc1,1235,10">面包\x01很香</d>'
    '<d p="4.1,1,25,16777215,1672907402123,0,77,0" user="阿三">星星</d>'
)


def test_comments_even_with_characters_that_xml_forbids():
    read = upload(HEAD + COMMENTS + "</i>", "1.xml")
    assert read.kind == "danmaku"
    assert read.column("text")[0] == "骑行了13公里 & 回来"
    assert read.role("user") == ["abc0", "abc1", "77"]
    assert read.role("time") == ["2023-01-05T08:30:00+00:00", "2023-01-05T08:30:01+00:00", "2023-01-05T08:30:02+00:00"]
    assert read.column("name")[2] == "阿三"


def test_a_cut_file_and_entities():
    read = upload((HEAD + COMMENTS)[:-8], "1.xml")
    assert (len(read.frame), len(read.file.table.refused)) == (2, 1)
    entities = '<?xml version="1.0"?><!DOCTYPE i [<!ENTITY a "aaaaaaaa">]><i>' + COMMENTS.replace("星星", "&a;") + "</i>"
    assert upload(entities, "1.xml").column("text")[2] == "&a;"


def test_other_xml_is_not_taken():
    rows = "".join(f"<row><text>one two {n}</text><user>u{n}</user></row>" for n in range(5))
    assert upload(f"<rows>{rows}</rows>", "x.xml").kind == "table"
