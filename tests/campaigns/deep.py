"""Texts that are deep, wide or endless, and bytes that are no table."""

import random
import zlib
from pathlib import Path

from tests.campaigns.bombs import HEADER, ROW, bomb, entities


@bomb("json_lists_100000_deep.json")
def _json_lists(path: Path) -> None:
    path.write_text("[" * 100_000 + "]" * 100_000)


@bomb("json_objects_100000_deep.json")
def _json_objects(path: Path) -> None:
    path.write_text('[{"user":"mira","text":' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}]")


@bomb("json_lines_one_deep.jsonl")
def _json_deep_line(path: Path) -> None:
    row = '{"user":"mira","text":"A quiet morning by the river"}\n'
    path.write_text(row * 50 + '{"user":' + "[" * 100_000 + "]" * 100_000 + "}\n" + row * 50)


@bomb("json_990_deep.json")
def _json_just_parsed(path: Path) -> None:
    path.write_text('[{"user":"mira","text":' + '{"a":' * 970 + "1" + "}" * 970 + "}]")


@bomb("json_open_brackets.json")
def _json_open(path: Path) -> None:
    path.write_text('[{"a":' * 1_000_000)


@bomb("json_million_keys.json")
def _json_keys(path: Path) -> None:
    path.write_text("[{" + ",".join(f'"k{n}":{n}' for n in range(1_000_000)) + "}]")


@bomb("json_other_keys_each_row.jsonl")
def _json_other_keys(path: Path) -> None:
    path.write_text("".join(f'{{"k{n}":"A quiet morning","user{n}":1}}\n' for n in range(200_000)))


@bomb("json_long_number.json")
def _json_number(path: Path) -> None:
    path.write_text('[{"user":"mira","n":' + "9" * 20_000_000 + "}]")


@bomb("xml_billion_laughs.xml")
def _xml_laughs(path: Path) -> None:
    path.write_bytes(entities("rows") + b"<rows><row><text>&e11;</text></row><row><text>&e11;</text></row></rows>")


@bomb("xml_billion_laughs_utf16.xml")
def _xml_laughs_wide(path: Path) -> None:
    text = (entities("rows") + b"<rows><row><t>&e11;</t></row><row><t>&e11;</t></row></rows>").decode()
    path.write_bytes(text.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"))


@bomb("xml_entities_behind_the_head.xml")
def _xml_late(path: Path) -> None:
    filler = "<!-- " + "x" * 100_000 + " -->"
    text = entities("rows").decode().replace("<!DOCTYPE", filler + "<!DOCTYPE")
    path.write_text(text + "<rows><row><t>&e11;</t></row><row><t>&e11;</t></row></rows>")


@bomb("xml_quadratic.xml")
def _xml_quadratic(path: Path) -> None:
    filler = "<!-- " + "x" * 100_000 + " -->"
    entity = f'<!DOCTYPE rows [<!ENTITY a "{"word " * 20_000}">]>'
    path.write_text(filler + entity + "<rows>" + f"<row><t>{'&a;' * 500}</t></row>" * 50 + "</rows>")


@bomb("xml_million_deep.xml")
def _xml_deep(path: Path) -> None:
    path.write_text("<rows><row><t>A quiet morning</t></row>" * 2 + "<a>" * 1_000_000 + "</a>" * 1_000_000 + "</rows></rows>")


@bomb("xml_million_attributes.xml")
def _xml_attributes(path: Path) -> None:
    path.write_text("<rows><row " + " ".join(f'a{n}="b"' for n in range(300_000)) + "/><row/></rows>")


@bomb("xml_external_entity.xml")
def _xml_external(path: Path) -> None:
    path.write_text('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><row><t>&x;</t></row><row><t>b</t></row></r>')


@bomb("html_spans.html")
def _html_spans(path: Path) -> None:
    cell = '<td colspan="1000000000" rowspan="1000000000">a</td>'
    path.write_text("<html><table>" + ("<tr>" + cell * 50 + "</tr>") * 200 + "</table></html>")


@bomb("html_tables_in_tables.html")
def _html_nested(path: Path) -> None:
    path.write_text("<html>" + "<table><tr><td>" * 200_000 + "A quiet morning")


@bomb("html_million_attributes.html")
def _html_attributes(path: Path) -> None:
    path.write_text("<html><table " + "a=b " * 2_000_000 + "><tr><td>a</td></tr><tr><td>b</td></tr></table></html>")


@bomb("html_open_tags.html")
def _html_open(path: Path) -> None:
    path.write_text("<html><table>" + "<td" * 1_000_000)


@bomb("csv_one_line_of_200mb.csv")
def _csv_line(path: Path) -> None:
    path.write_bytes(b"text\n" + b"word " * (40 << 20))


@bomb("csv_million_columns.csv")
def _csv_columns(path: Path) -> None:
    path.write_text(",".join(f"c{n}" for n in range(1_000_000)) + "\n" + ",".join("1" for _ in range(1_000_000)) + "\n")


@bomb("csv_only_quotes.csv")
def _csv_quotes(path: Path) -> None:
    path.write_bytes(b"user,text\n" + b'"' * 50_000_001)


@bomb("csv_open_quote_each_line.csv")
def _csv_open(path: Path) -> None:
    path.write_bytes(HEADER + b'mira,"A quiet morning,2024-05-01\n' * 200_000)


@bomb("csv_only_commas.csv")
def _csv_commas(path: Path) -> None:
    path.write_bytes(HEADER + (b"," * 5_000 + b"\n") * 5_000)


@bomb("csv_only_newlines.csv")
def _csv_newlines(path: Path) -> None:
    path.write_bytes(b"\n" * 100_000_000 + b"a")


@bomb("csv_only_nul.csv")
def _csv_nul(path: Path) -> None:
    path.write_bytes(HEADER + ROW * 100 + bytes(100_000_000))


@bomb("text_blanks.txt")
def _text_blanks(path: Path) -> None:
    path.write_bytes(b"a" + b" " * 60_000_000 + b"b")


@bomb("text_mail_like.txt")
def _text_mail(path: Path) -> None:
    path.write_bytes(b"Subject: a\nX-" + b"a-" * 30_000 + b"\n" + b"X-A: b\n " * 5_000)


@bomb("text_sql_like.txt")
def _text_sql(path: Path) -> None:
    path.write_bytes(b"--\n" * 15_000 + b"/*" * 15_000 + b" CREATE")


@bomb("text_brackets.txt")
def _text_brackets(path: Path) -> None:
    path.write_bytes(b"[" * 60_000 + b"\n" + b"(" * 60_000)


@bomb("text_digits.csv")
def _text_digits(path: Path) -> None:
    path.write_bytes(HEADER + b"".join(b"mira," + b"1" * 60_000 + b",2024-05-01\n" for _ in range(20)))


@bomb("noise.bin")
def _noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(2_000_000))


@bomb("deflate_without_a_head.csv")
def _deflate(path: Path) -> None:
    path.write_bytes(zlib.compress(bytes(1 << 28)))
