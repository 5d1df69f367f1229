"""All text reaches Streamlit through the doors of `ui/say.py`, and its sentences are constant: both are read off the code."""

import ast
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.ui import say
from tests.shown import shown
from tests.ui.test_text import NASTY

ROOT = Path(__file__).parents[2]
DOORS = ROOT / "interestlab" / "ui" / "say.py"

# What Streamlit has that shows no Markdown, or none that is given to it.
HARMLESS = {
    "App", "cache_data", "cache_resource", "code", "column_config", "columns", "components", "container", "context",
    "dataframe", "empty", "form", "fragment", "get_option", "image", "logo", "navigation", "plotly_chart", "query_params",
    "rerun", "session_state", "set_page_config", "space", "stop", "switch_page",
}  # fmt: skip
PLACES_OF_HTML = {"interestlab/ui/theme.py"}  # st.html there is our own style sheet
# Methods of containers that read Markdown. The second set has names that other objects have as well.
READING = {
    "altair_chart", "audio_input", "badge", "button", "camera_input", "caption", "chat_input", "chat_message", "checkbox",
    "color_picker", "data_editor", "date_input", "datetime_input", "download_button", "exception", "expander", "feedback",
    "file_uploader", "form_submit_button", "header", "latex", "link_button", "markdown", "menu_button", "metric",
    "multiselect", "number_input", "page_link", "pills", "popover", "progress", "radio", "segmented_control", "select_slider",
    "selectbox", "slider", "spinner", "status", "subheader", "success", "tabs", "text_area", "text_input", "time_input",
    "toast", "toggle", "warning", "write_stream",
}  # fmt: skip
SHARED = {"code", "error", "html", "info", "json", "table", "text", "title", "write"}
FIELDS = {"feedback", "metric", "warning"}  # of our own dataclasses, too: only calling them is refused
OTHERS = {"_log", "logging", "file"}  # whose methods have those names
AT = {"progress": 1, "page_link": 1, "screen": None, "text_column": None, "icon": None, "code": None, "listed": None,
      "choice_label": None, "data_editor": None}  # where a door has its sentence, if not first  # fmt: skip
SENTENCES = {"words", "joined", "listed", "icon", "code"}


class Reader:
    """What is wrong in a file."""

    def __init__(self, name: str, code: str) -> None:
        self.name, self.tree, self.found = name, ast.parse(code), []
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(self.tree):
            self._look(node)

    def _say(self, node: ast.AST, what: str) -> None:
        self.found.append(f"{self.name}:{node.lineno} {what}")

    def _look(self, node: ast.AST) -> None:
        if isinstance(node, ast.Attribute):
            self._attribute(node)
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            self._imports(node)

    def _imports(self, node: ast.ImportFrom | ast.Import) -> None:
        for alias in node.names:
            full = f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
            if alias.asname and full in ("interestlab.ui.say",):
                self._say(node, "calls the doors otherwise")
            if full.startswith("interestlab.ui.say."):
                self._say(node, "takes a door out of its file: from interestlab.ui import say")
            if full == "streamlit" and alias.asname != "st":
                self._say(node, "calls Streamlit otherwise: import streamlit as st")
            if full == "interestlab.ui.text.safe_text" or full.startswith(("streamlit.delta", "streamlit.elements")):
                self._say(node, f"goes around the doors with {full}")

    def _attribute(self, node: ast.Attribute) -> None:
        base, name = ast.unparse(node.value), node.attr
        if base == "st" and name not in HARMLESS and not (name == "html" and self.name in PLACES_OF_HTML):
            self._say(node, f"st.{name}: use a door")
        elif base not in ("st", "say", *OTHERS) and name in READING and not (name in FIELDS and not self._called(node)):
            self._say(node, f"{base}.{name}: use a door, on={base}")

    def _called(self, node: ast.Attribute) -> bool:
        parent = self.parents[node]
        return isinstance(parent, ast.Call) and parent.func is node

    def _call(self, node: ast.Call) -> None:
        words = {word.arg: word.value for word in node.keywords}
        if isinstance(node.func, ast.Name):
            if node.func.id in ("getattr", "Said") and node.args and ast.unparse(node.args[0]) in ("st", "say"):
                self._say(node, "asks by a name that cannot be read")
            return
        if not isinstance(node.func, ast.Attribute):
            return
        base, name = ast.unparse(node.func.value), node.func.attr
        if base == "say":
            self._door(node, name, words)
        elif name in SHARED and base not in OTHERS and base != "st" and (node.args or node.keywords):
            self._say(node, f"{base}.{name}: use a door, on={base}")
        elif base == "st.column_config" and (node.args or {"label", "help"} & set(words)):
            self._say(node, "a title or help of a column: use a door")
        elif base == "st" and name == "image" and (len(node.args) > 1 or "caption" in words):
            self._say(node, "a caption of an image: use a door")
        for word in ("show_spinner", "spinner"):
            if word in words and self.name != "interestlab/ui/per_map.py" and not isinstance(words[word], ast.Constant):
                self._say(node, "the sentence of a spinner is not constant")

    def _door(self, node: ast.Call, name: str, words: dict[str | None, ast.expr]) -> None:
        if name == "Said" or name.startswith("_"):
            self._say(node, f"say.{name} is for the doors alone")
            return
        place = AT.get(name, 0)
        if place is not None and (len(node.args) <= place or not self.constant(node.args[place])):
            self._say(node, f"say.{name}: the sentence is not constant")
        if "help" in words and not self.constant(words["help"]):
            self._say(node, f"say.{name}: help is not constant")
        if None in words and not (isinstance(words[None], ast.Name) and words[None].id == "settings"):
            self._say(node, f"say.{name}: arguments that cannot be read")

    def constant(self, node: ast.expr) -> bool:
        """Whether the sentence is written here, or comes from `say`."""
        match node:
            case ast.Constant(value=str() | None):
                return True
            case ast.IfExp(body=one, orelse=other):
                return self.constant(one) and self.constant(other)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="say"), attr=name)):
                return name in SENTENCES
            case ast.Name(id=name):
                values = self._values(name, node)
                return bool(values) and all(self.constant(value) for value in values)
        return False

    def _values(self, name: str, node: ast.AST) -> list[ast.expr]:
        """All that is assigned to a name around a node; nothing where it is an argument or a loop's."""
        scopes = []
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef | ast.Lambda | ast.Module):
                scopes.append(node)
        for scope in scopes:
            bound = [
                one
                for one in ast.walk(scope)
                if isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
            ]
            given = [one for one in ast.walk(scope) if isinstance(one, ast.arg) and one.arg == name]
            if given:
                return []
            if bound:
                assigned = [self.parents[one] for one in bound]
                simple = all(isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) for one in assigned)
                return [one.value for one in assigned] if simple else []
        return []


def files() -> list[Path]:
    pages = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "interestlab" / "ui").rglob("*.py")]
    return [path for path in pages if path != DOORS]


def faults(name: str, code: str) -> list[str]:
    return Reader(name, code).found


def test_no_text_goes_around_the_doors():
    found = [fault for path in files() for fault in faults(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("code", [
    "st.caption('posts')",
    "write = st.write",
    "left.markdown(text)",
    "st.container().error('no')",
    "column.write(text)",
    "st.columns(2)[0].text(text)",
    "getattr(st, 'caption')(text)",
    "say.caption(text)",
    "say.caption(f'{text}')",
    "say.caption('a' + text)",
    "say.caption('{a}'.format(a=text))",
    "say.caption()",
    "say.caption('x', help=text)",
    "say.caption('x', **more)",
    "say.progress(1.0, text)",
    "say.words(text)",
    "say.joined(text, [])",
    "say.caption(say.Said(text))",
    "say.Said(text)",
    "say._put('caption', text, (), None, {})",
    "A = 'x'\nA = text\nsay.caption(A)",
    "def show(A='x'):\n    say.caption(A)",
    "for A in names:\n    say.caption(A)",
    "st.column_config.TextColumn(name)",
    "st.column_config.TextColumn(help=name)",
    "st.image(picture, caption=name)",
    "st.html(text)",
    "st.navigation([st.Page(script, title=name)])",
    "@st.cache_data(show_spinner=text)\ndef one(): pass",
    "from interestlab.ui.say import Said",
    "from interestlab.ui.text import safe_text",
    "from streamlit.delta_generator import DeltaGenerator",
    "import streamlit",
])  # fmt: skip
def test_the_rule_finds(code):
    assert faults("pages/some.py", code)


@pytest.mark.parametrize("code", [
    "say.caption('{n:,} posts', n=len(ids))",
    "say.caption('one' if n == 1 else 'many')",
    "A = 'x'\nsay.caption(A)",
    "say.caption(say.joined(', ', names), on=left)",
    "about = say.words('{about}', about=given)\nsay.slider('X', 0, 1, help=about)",
    "with left.container():\n    st.dataframe(table)",
    "_log.error('no %s', name)",
    "name.title()",
])  # fmt: skip
def test_the_rule_allows(code):
    assert faults("pages/some.py", code) == []


def test_what_fills_a_place_is_text_and_numbers_are_numbers():
    said = say.words(
        "**{n:,}** of {share:.1%} by {who:6}{end}", n=np.int64(1234), share=0.5, who="*a*bcdefgh", end=say.words("*!*")
    )
    assert said == "**1,234** of 50.0% by \\*a\\*bc…*!*"
    assert say.words("{it}", it=said) is not None
    assert say.words("{it}", it=said) == said


def test_a_sentence_that_goes_on_in_a_place_keeps_its_blank():
    assert say.words("{inside:,} of {all:,}{by}", inside=2, all=37, by=" by 3 people") == "2 of 37 by 3 people"
    day = say.words("{day}", day=date(2026, 1, 2))
    assert say.words("{first}{then}{n}{day}", first=" a", then=" b", n=3, day=day) == f"a b3{day}"
    assert say.words("hover.{more} {on}", more=" Rest.", on=" x") == "hover. Rest\\. x"
    assert say.words("by{n:+}", n=3) == "by+3"
    assert say.words("**{name}**", name="  Coffee ") == "**Coffee**"
    assert say.words("**{name:60}**", name="  Coffee ") == "**Coffee**"  # a name has none


def test_a_place_without_a_filling_and_one_that_is_too_clever_are_refused():
    with pytest.raises(KeyError):
        say.words("{a} {b}", a=1)
    with pytest.raises(KeyError):
        say.words("{a.__class__}", a=1)
    with pytest.raises(ValueError, match="no name of a symbol"):
        say.icon("home: ![](//x)")


@pytest.mark.parametrize("text", NASTY)
def test_no_way_into_a_sentence_lets_markup_through(text):
    for said in (say.words("{t}", t=text), say.joined(", ", [text]), say.words("{t:400}", t=text)):
        assert shown(said) == shown(say.words("{t}", t=text))
        assert "](" not in said
        assert "<" not in said.replace("\\<", "")
    assert "`" not in say.code(text)


def test_choices_that_are_plain_words_stay_as_they_are():
    assert say.choice_label("A person's") == "A person's"
    assert say.choice_label("Search parameters") == "Search parameters"
    assert say.choice_label("![a](//x)") != "![a](//x)"


def test_every_door_takes_strangers_text_and_its_arguments():
    """Each door is opened once with a hostile text; a widget's value and key are Streamlit's own."""

    def app():
        import streamlit as st

        from interestlab.ui import say

        bad = "![l](//host/x) <img src=//host/y onerror=z> :material/delete: $x$"
        for door in (say.markdown, say.caption, say.error, say.warning, say.info, say.badge):
            door("**{bad}**", bad=bad)
        say.toast("{bad}", bad=bad)
        say.metric("{bad}", bad, bad, bad=bad)
        say.progress(0.5, "{bad}", bad=bad)
        left, _ = st.columns(2)
        say.button("{bad}", key="button", on=left, help=say.words("{bad}", bad=bad), bad=bad)
        say.download_button("{bad}", b"x", "x.csv", bad=bad)
        for holder in (say.expander, say.popover, say.status):
            with holder("{bad}", bad=bad):
                say.caption("in it")
        say.checkbox("{bad}", value=True, key="checkbox", bad=bad)
        say.toggle("{bad}", key="toggle", bad=bad)
        say.slider("{bad}", 1, 9, 3, bad=bad)
        say.number_input("{bad}", 1, 9, 3, bad=bad)
        say.text_input("{bad}", bad, bad=bad)
        say.text_area("{bad}", bad, bad=bad)
        say.date_input("{bad}", None, bad=bad)
        say.selectbox("{bad}", [bad, "b"], key="selectbox", bad=bad)
        say.multiselect("{bad}", [bad, "b"], default=[bad], key="multi", bad=bad)
        say.radio("{bad}", [bad, "b"], captions=[bad, bad], key="radio", bad=bad)
        say.segmented_control("{bad}", [bad, "b"], default=bad, key="segments", bad=bad)
        say.pills("{bad}", [bad, "b"], selection_mode="multi", default=[bad], key="pills", bad=bad)
        say.select_slider("{bad}", [bad, "b"], bad=bad)
        assert st.session_state["selectbox"] == st.session_state["radio"] == st.session_state["segments"] == bad
        assert st.session_state["multi"] == st.session_state["pills"] == [bad]

    test = AppTest.from_function(app).run()
    assert not test.exception
    labels = [test.button[0].label, test.checkbox[0].label, test.toggle[0].label, test.radio[0].label, *test.radio[0].options]
    labels += [test.button[0].help, test.metric[0].label, test.metric[0].value, test.metric[0].delta]
    bodies = [element.value for element in [*test.markdown, *test.caption, *test.error, *test.warning, *test.info]]
    assert len(bodies) >= 6
    for text in [*labels, *bodies]:
        assert "](" not in text
        assert ":material" not in text
        assert "<" not in text.replace("\\<", "")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "example.org", "", " https://a.b"]
)
def test_a_link_leads_to_the_web_alone(address):
    with pytest.raises(ValueError, match="is no address of the web"):
        say.link_button("Open", address)
