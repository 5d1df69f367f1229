"""Nobody writes the state of a widget that was made in the same run: Streamlit refuses it, and the page ends in an error.

No test of one page can hold that, since it depends on what was on the page before. So it is read off the code: outside of
callbacks, which run before the script, and of `next_run.py`, only notes are written, and no widget has the name of a note.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
HOME = "interestlab.ui.next_run"
NOTE = "_interestlab."
READING = {"get", "keys", "items", "values", "to_dict"}


@dataclass
class Module:
    """A file's tree with what is asked of its nodes."""

    name: str
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for parent in ast.walk(self.tree):
            self.parents |= dict.fromkeys(ast.iter_child_nodes(parent), parent)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """What the node stands in, inmost first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    def imported(self) -> dict[str, tuple[str, str]]:
        """Module and name in it of what is imported from another, by the name that it has here."""
        froms = [node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom)]
        return {alias.asname or alias.name: (one.module or "", alias.name) for one in froms for alias in one.names}

    def values(self, name: str, node: ast.AST) -> list[ast.expr]:
        """What is assigned to a name in the functions around a node, or else in the file."""
        for scope in self.around(node):
            if isinstance(scope, ast.FunctionDef | ast.Module):
                inside = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
                found = [value for one in inside if isinstance(one, ast.Assign) for value in _assigned(one, name)]
                if found or name in _arguments(scope):
                    return found
        return []

    def beginning(self, key: ast.expr) -> str:
        """The letters that a key surely begins with; "" where nothing is known of it."""
        return self._literal(key)[0]

    def _literal(self, key: ast.expr) -> tuple[str, bool]:
        """The known beginning, and whether it is all."""
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            return key.value, True
        if isinstance(key, ast.JoinedStr):
            text = ""
            for part in key.values:
                more, whole = self._literal(part.value if isinstance(part, ast.FormattedValue) else part)
                text += more
                if not whole:
                    return text, False
            return text, True
        if isinstance(key, ast.Name) and len(values := self.values(key.id, key)) == 1:
            return self._literal(values[0])
        if isinstance(key, ast.Call) and isinstance(key.func, ast.Name) and key.func.id in self.functions():
            last = self.functions()[key.func.id].body[-1]
            if isinstance(last, ast.Return) and last.value is not None:
                return self._literal(last.value)
        return "", False


def _arguments(scope: ast.AST) -> set[str]:
    inside = ast.walk(scope.args) if isinstance(scope, ast.FunctionDef) else ()
    return {one.arg for one in inside if isinstance(one, ast.arg)}


def _assigned(statement: ast.Assign, name: str) -> Iterator[ast.expr]:
    for target in statement.targets:
        if isinstance(target, ast.Name) and target.id == name:
            yield statement.value
        elif isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            pairs = zip(target.elts, statement.value.elts, strict=True)
            yield from (value for one, value in pairs if isinstance(one, ast.Name) and one.id == name)


def modules() -> list[Module]:
    paths = [*(ROOT / "interestlab" / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return [
        Module(".".join(path.relative_to(ROOT).with_suffix("").parts), ast.parse(path.read_text("utf-8"))) for path in paths
    ]


def _is_handler(module: Module, node: ast.AST) -> bool:
    """Whether the node is what a widget calls back: on_click=node."""
    parent = module.parents.get(node)
    return isinstance(parent, ast.keyword) and (parent.arg or "").startswith("on_")


def _in_callback(module: Module, node: ast.AST, callbacks: set[tuple[str, str]]) -> bool:
    return any(
        (isinstance(one, ast.Lambda) and _is_handler(module, one))
        or (isinstance(one, ast.FunctionDef) and (module.name, one.name) in callbacks)
        for one in module.around(node)
    )


def callbacks_of(given: list[Module]) -> set[tuple[str, str]]:
    """Functions that run in callbacks and nowhere else: each mention of them is an on_…=, or stands in a callback."""
    mentions: dict[tuple[str, str], list[tuple[Module, ast.Name]]] = {}
    for module in given:
        known = {name: (module.name, name) for name in module.functions()} | module.imported()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and node.id in known:
                mentions.setdefault(known[node.id], []).append((module, node))
    found = {(module.name, name) for module in given for name in module.functions()} & set(mentions)
    while outside := {
        one for one in found if not all(_is_handler(m, n) or _in_callback(m, n, found - {one}) for m, n in mentions[one])
    }:
        found -= outside
    return found


def _written(module: Module, state: ast.Attribute) -> list[str] | None:
    """The beginnings of the keys that this mention of the state writes; None where it is used in a way that cannot be read."""
    match module.parents[state]:
        case ast.Compare() | ast.Subscript(ctx=ast.Load()):
            return []
        case ast.Subscript(slice=key):
            return [module.beginning(key)]
        case ast.Attribute() as named:
            return _called(module, named)
    return None


def _called(module: Module, named: ast.Attribute) -> list[str] | None:
    """The same of `st.session_state.something`."""
    match module.parents[named]:
        case ast.Call(func=func, args=args, keywords=words) if func is named:
            if named.attr in ("pop", "setdefault"):
                return [module.beginning(args[0])]
            if named.attr == "update" and not args:
                return [word.arg or "" for word in words]
            return [] if named.attr in READING else None
    return [] if isinstance(named.ctx, ast.Load) else [named.attr]


def faults(given: list[Module]) -> list[str]:
    """Where a widget's state may be written although the widget is there already."""
    callbacks, found = callbacks_of(given), []
    for module in given:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "session_state":
                keys = _written(module, node)
                safe = module.name == HOME or _in_callback(module, node, callbacks)
                if keys is None or not (safe or all(key.startswith(NOTE) for key in keys)):
                    found.append(f"{module.name}:{node.lineno} writes {keys or 'what cannot be told'}")
            elif isinstance(node, ast.Attribute) and node.attr == "switch_page" and module.name != HOME:
                found.append(f"{module.name}:{node.lineno} leaves the page by itself, which a widget in the URL can forbid")
            elif isinstance(node, ast.keyword) and node.arg == "key" and module.beginning(node.value).startswith(NOTE):
                found.append(f"{module.name}:{node.value.lineno} gives a widget the name of a note")
            elif isinstance(node, ast.ImportFrom) and node.module == "streamlit":
                found.append(f"{module.name}:{node.lineno} hides what is Streamlit's: import streamlit as st")
    return found


def test_no_widget_is_written_after_it_was_made():
    assert faults(modules()) == []


@pytest.mark.parametrize("code", [
    "st.session_state['reread'] = False",
    "st.session_state.reread = False",
    "del st.session_state['reread']",
    "st.session_state.update(reread=False)",
    "st.session_state.setdefault('reread', False)",
    "def put(key):\n    st.session_state[key] = 1",
    "KEY = 'reread'\nst.session_state[KEY] = 1",
    "def put():\n    st.session_state['reread'] = 1\nst.button('Go', on_click=put)\nput()",
    "def put():\n    st.session_state['reread'] = 1\ndef go():\n    put()\nst.button('Go', on_click=put)\ngo()",
    "def put():\n    st.session_state['reread'] = 1",
    "state = st.session_state",
    "st.toggle('Read', key='_interestlab.reread')",
    "from streamlit import session_state",
    "st.switch_page('pages/other.py')",
])  # fmt: skip
def test_the_rule_finds(code):
    assert faults([Module("pages.some", ast.parse(code))])


@pytest.mark.parametrize("code", [
    "st.session_state['_interestlab.round'] = st.session_state.get('round', 0)",
    "NAME = 'interestlab.map'\ndef slot(key):\n    return f'_{NAME}.{key}'\nst.session_state[slot('x')] = 1",
    "st.button('Go', on_click=lambda: st.session_state.update(reread=False))",
    "def put():\n    st.session_state['reread'] = 1\ndef go():\n    put()\nst.button('Go', on_click=go)",
    "if 'reread' in st.session_state and st.session_state['reread']:\n    pass",
])  # fmt: skip
def test_the_rule_allows(code):
    assert faults([Module("pages.some", ast.parse(code))]) == []


def test_wishes_are_granted_in_the_next_run_and_once():
    def app():
        import streamlit as st

        from interestlab.ui.next_run import begin_with, grant_wishes, keep_to, keep_to_one, show_next

        grant_wishes()
        begin_with("kinds", ["a", "b"])
        kinds = st.multiselect("Kinds", ["a", "b", "c"], key="kinds")
        begin_with("kinds", ["c"])
        keep_to("kinds", ["a", "b", "c"])
        begin_with("one", "gone")
        keep_to_one("one", ["a", "b"])
        assert st.selectbox("One", ["a", "b"], key="one") == "a"
        st.toggle("Open", key="open")
        if st.button("Close"):
            show_next(open=False)
            show_next(kinds=["c"])
            st.rerun()
        st.text(",".join(kinds))

    test = AppTest.from_function(app).run()
    assert (test.toggle(key="open").value, test.text[0].value) == (False, "a,b")
    test.toggle(key="open").set_value(True).run()
    test.button[0].click().run()
    assert not test.exception
    assert (test.toggle(key="open").value, test.text[0].value) == (False, "c")
    test.toggle(key="open").set_value(True).run()
    assert test.toggle(key="open").value
