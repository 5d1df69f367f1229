"""The rules of the house that keep it light: imports point down, one way in, and nothing heavy in the screens' process."""

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import grimp
import networkx
import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
HEAVY = {"torch", "transformers", "umap", "sentence_transformers", "hdbscan", "numba", "pynndescent"}


def imports(path):
    """Modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_import_linter_holds_the_layers():
    command = Path(sys.executable).with_name("lint-imports")
    assert command.exists(), "import-linter is a development requirement"
    ended = subprocess.run([command, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout


def test_no_modules_import_each_other_in_a_circle():
    """Neither at the top of a file nor within a function."""
    graph = grimp.build_graph("interestlab", cache_dir=None)
    arrows = networkx.DiGraph(
        (importer, imported) for importer in graph.modules for imported in graph.find_modules_directly_imported_by(importer)
    )
    assert len(arrows) > 200
    assert [sorted(circle) for circle in networkx.strongly_connected_components(arrows) if len(circle) > 1] == []


def product_files():
    return [ROOT / "app.py", *PAGES, *sorted((ROOT / "interestlab").rglob("*.py"))]


def test_files_and_functions_are_short_and_no_public_class_has_two_homes():
    homes, long = defaultdict(list), []
    for path in product_files():
        name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if len(text.splitlines()) > 400:
            long.append(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(name)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 60:
                long.append(f"{name}:{node.name}")
    assert long == []
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_the_app_imports_only_its_server_and_its_shell():
    assert imports(ROOT / "app.py") == {"streamlit", "interestlab.ui.server", "interestlab.ui.shell"}
    assert 'if __name__ == "__main__":' in (ROOT / "app.py").read_text("utf-8")


def test_no_script_lies_directly_in_pages():
    assert list((ROOT / "pages").glob("*.py")) == []
    assert PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_thin_and_imports_nothing_heavy(page):
    names = imports(page)
    assert not {name.partition(".")[0] for name in names} & HEAVY
    assert not {name for name in names if name.startswith(("interestlab.cli", "interestlab.testing"))}
    assert len(page.read_text("utf-8").splitlines()) <= 80


LOADED = """
import ast, importlib, pkgutil, sys
from pathlib import Path
import interestlab.ui

for module in pkgutil.walk_packages(interestlab.ui.__path__, "interestlab.ui."):
    importlib.import_module(module.name)
for page in Path("pages").rglob("*.py"):
    for node in ast.walk(ast.parse(page.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            importlib.import_module(node.module)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                importlib.import_module(alias.name)
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_screens_process_loads_nothing_heavy():
    ended = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert "streamlit" in loaded
    assert not loaded & HEAVY


def test_the_command_line_starts_light():
    code = "import sys, interestlab.cli.main; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not set(ended.stdout.split()) & {*HEAVY, "streamlit", "sklearn"}
