"""What the joiner of JavaScript makes of modules, and what it refuses."""

import re
from importlib.resources import files

import pytest

from interestlab.ui.modules import ModuleRefused, join, joined

ENTRIES = ("map/component.js", "map/relay.js", "viewer/component.js", "viewer/file.js")


@pytest.fixture
def folder(tmp_path):
    """Writes the files of a folder."""

    def write(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.js").write_text(source, encoding="utf-8")
        return tmp_path

    return write


def refusal(folder, entry="a.js"):
    with pytest.raises(ModuleRefused) as refused:
        join(folder, entry)
    return str(refused.value)


def test_a_file_stands_after_all_that_it_imports_and_once(folder):
    made = folder(
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\n\nb(c);\n',
        b='import { c } from "./c.js";\nexport function b() {}\n',
        c="export const c = 1;\n",
    )
    assert join(made, "a.js").split("\n\n") == ["const c = 1;", "function b() {}", "b(c);\n"]


def test_every_kind_of_export_loses_its_word_and_nothing_else(folder):
    kinds = ("function f() {}", "async function g() {}", "function* h() {}", "class K {}", "const m = 1;", "let n = 2;")
    made = folder(a="\n".join(f"export {kind} // export const in a comment" for kind in kinds))
    assert join(made, "a.js") == "\n".join(f"{kind} // export const in a comment" for kind in kinds) + "\n"


def test_imports_may_span_lines_and_end_with_a_comma(folder):
    made = folder(a='import {\n  b,\n  c,\n} from "./b.js";\nb + c;\n', b="export const b = 1;\nexport const c = 2;\n")
    assert join(made, "a.js") == "const b = 1;\nconst c = 2;\n\nb + c;\n"


def test_documentation_is_left_out_and_other_comments_stay(folder):
    made = folder(
        a='/** @import { B } from "./b.js" */\n/**\n * Says a.\n * @returns {B}\n */\nexport function a() {\n'
        '  /** @type {B} */\n  const b = /** @type {B} */ (1); /** stays */\n  /* stays */ return "/**"; // @import stays\n}\n'
        '/** One. */ const one = "*/";\n'
    )
    assert join(made, "a.js") == (
        'function a() {\n\n  const b = /** @type {B} */ (1); /** stays */\n  /* stays */ return "/**"; // @import stays\n}\n'
        '/** One. */ const one = "*/";\n'
    )


def test_a_line_is_named_as_it_stands_in_the_source(folder):
    made = folder(a="/**\n * Says a.\n */\n/** @typedef {number} B */\nconst a = 1;\n\n\n\nvar b = a;\n")
    assert refusal(made).startswith("a.js, line 9: “var b = a;”")


def test_the_default_of_the_entry_is_kept(folder):
    made = folder(
        a='import { b } from "./b.js";\nexport default function ({ data }) {\n  b(data);\n}\n', b="export const b = Number;"
    )
    assert join(made, "a.js").endswith("export default function ({ data }) {\n  b(data);\n}\n")


def test_a_default_of_another_file_is_refused(folder):
    made = folder(a='import { b } from "./b.js";\n', b="export const b = 1;\nexport default function () {}\n")
    assert refusal(made) == "b.js: only a.js, which nothing imports, may have a default export."


def test_a_circle_is_refused_with_the_way_around(folder):
    made = folder(
        a='import { b } from "./b.js";',
        b='import { c } from "./c.js";\nexport const b = 1;',
        c='import { b } from "./b.js";\nexport const c = 1;',
    )
    assert refusal(made) == "Modules import each other in a circle: b.js → c.js → b.js."


def test_a_file_that_imports_itself_is_a_circle(folder):
    assert "a.js → a.js" in refusal(folder(a='import { b } from "./a.js";\nexport const b = 1;'))


def test_a_missing_file_or_name_is_named(folder):
    assert refusal(folder(a='import { b } from "./b.js";')) == "There is no b.js, which a.js imports."
    made = folder(a='import { b, c, d } from "./b.js";', b="export const b = 1;\nconst c = 2;")
    assert refusal(made) == "a.js: b.js does not export c, d."
    assert refusal(made, "x.js") == "There is no x.js."


@pytest.mark.parametrize(
    "twice", ["function one() {}", "const [one, two] = [1, 2];", "class one {}", "let one;", "async function one() {}"]
)
def test_a_name_that_two_files_declare_is_refused(folder, twice):
    made = folder(a=f'import {{ b }} from "./b.js";\n{twice}\n', b="const one = 1;\nexport const b = one;\n")
    assert refusal(made) == "a.js: “one” is declared already in b.js; joined files share names."


def test_names_within_functions_are_their_own(folder):
    made = folder(
        a='import { b } from "./b.js";\nfunction f() {\n  const one = b;\n}\n', b="const one = 1;\nexport const b = one;\n"
    )
    assert "const one = b;" in join(made, "a.js")


@pytest.mark.parametrize(
    "statement",
    [
        'import b from "./b.js";',
        'import * as b from "./b.js";',
        'import "./b.js";',
        'import { b } from "../b.js";',
        'import { b } from "b";',
        "import { b } from './b.js';",
        'import { b } from "./b.js"',
        '  import { b } from "./b.js";',
        'const b = await import("./b.js");',
        "const here = import.meta.url;",
        "export { one };",
        'export * from "./b.js";',
        "export default class {}",
        "export default 3;",
        "export default function named() {}",
        "export const { b } = one;",
        "export var b = 1;",
        "var b = 1;",
        "const { b } = one;",
        "  export const b = 1;",
    ],
)
def test_what_cannot_be_joined_is_refused_with_its_line(folder, statement):
    made = folder(
        a=f'import {{\n  c,\n}} from "./b.js";\n\nconst one = 1;\n{statement}\n', b="export const b = 1;\nexport const c = 1;\n"
    )
    said = refusal(made)
    assert said.startswith("a.js, line 6: “")
    assert statement.strip().split("=")[-1].strip() in said


def test_another_name_for_an_import_is_refused(folder):
    made = folder(a='import { b as c } from "./b.js";', b="export const b = 1;")
    assert refusal(made) == "a.js: “b as c” of b.js is imported under another name, which cannot be joined."


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_sources_of_the_product_join(entry):
    text = joined(entry)
    assert not re.search(r"^[ \t]*import\b", text, re.MULTILINE)
    exports = re.findall(r"^[ \t]*export\b.*", text, re.MULTILINE)
    assert len(exports) == (0 if entry == "viewer/file.js" else 1)
    assert all(line.startswith("export default function (") for line in exports)


def test_every_source_of_the_product_is_in_a_joined_text():
    sources = [
        path for room in ("map", "viewer") for path in (files("interestlab.ui") / room).iterdir() if path.name.endswith(".js")
    ]
    everything = "\n".join(joined(entry) for entry in ENTRIES)
    assert len(sources) > 10
    for path in sources:
        assert path.read_text(encoding="utf-8").splitlines()[0] in everything, path.name
