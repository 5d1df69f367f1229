"""JavaScript modules of one folder joined to one text, which the browser gets: no bundler, and no node.

The sources are ES modules, so that they can be checked and tested as they are. What is joined is a part of the language:
imports of names from files of the same folder, and one exported declaration a statement, all beginning in the first column.
Everything else that would change its meaning is refused. Joined modules share one scope, so every name is declared once.
Sources are read by lines: a line of a text between backticks that looks like one of these statements is taken for one.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_NAME = r"[A-Za-z_$][\w$]*"
_IMPORT = re.compile(r'^import \{([^{}]*)\} from "\./([\w-]+\.js)";[ \t]*$\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const|let)\b)", re.MULTILINE)
# What documents and types the source: a quarter of it, which no browser needs. Only where it has its lines for itself.
_DOCUMENTATION = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*$", re.MULTILINE | re.DOTALL)
_DEFAULT = re.compile(r"^export default function \(", re.MULTILINE)
_DECLARED = re.compile(
    rf"^(export )?(?:(?:async )?function\*? ?|class |const |let )(?:({_NAME})|\[([\w$, ]+)\] =)", re.MULTILINE
)
# Statements of these words that none of the patterns above has taken; and words that only work where modules stay apart.
_OTHER = re.compile(r"^[ \t]*(?:import|export)\b.*|^(?:var|const \{|let \{).*|^.*\bimport[ \t]*[.(].*", re.MULTILINE)


class ModuleRefused(ValueError):
    """A source that cannot be joined; the sentence names the file, the line and the reason."""


@dataclass(frozen=True)
class _Module:
    """A source as far as joining needs it."""

    name: str
    imports: dict[str, tuple[str, ...]]  # names, by the file that they come from
    declared: tuple[str, ...]  # every name at the top level
    exported: frozenset[str]
    text: str  # without imports and without the word export
    default: str  # the same, but a default export is kept


@cache
def joined(entry: str) -> str:
    """The entry, such as "map/component.js", after all that it imports: one module, which exports the entry's default if any.

    Without a default export it can also stand in a classic script. ModuleRefused says what cannot be joined.
    """
    folder, _, name = entry.rpartition("/")
    return join(files("interestlab.ui") / folder, name)


def join(folder: Traversable, entry: str) -> str:
    """As `joined`, for an entry in any folder. A file stands after all that it imports, as the language evaluates modules."""
    found: dict[str, _Module] = {}
    _gather(folder, entry, found, ())
    homes: dict[str, str] = {}
    for module in found.values():
        for name in module.declared:
            if name in homes:
                raise ModuleRefused(f"{module.name}: “{name}” is declared already in {homes[name]}; joined files share names.")
            homes[name] = module.name
        if module.name != entry and module.default != module.text:
            raise ModuleRefused(f"{module.name}: only {entry}, which nothing imports, may have a default export.")
    return "\n".join(module.default for module in found.values())


def _gather(folder: Traversable, name: str, found: dict[str, _Module], way: tuple[str, ...]) -> None:
    """Puts a module into `found` behind all that it imports; `way` leads from the entry to it."""
    if name in way:
        raise ModuleRefused(f"Modules import each other in a circle: {' → '.join((*way[way.index(name) :], name))}.")
    if name in found:
        return
    module = _read(folder, name, way)
    for source, names in module.imports.items():
        _gather(folder, source, found, (*way, name))
        missing = [wanted for wanted in names if wanted not in found[source].exported]
        if missing:
            raise ModuleRefused(f"{name}: {source} does not export {', '.join(missing)}.")
    found[name] = module


def _read(folder: Traversable, name: str, way: tuple[str, ...]) -> _Module:
    try:
        source = (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        whose = f", which {way[-1]} imports" if way else ""
        raise ModuleRefused(f"There is no {name}{whose}.") from None
    rest = _IMPORT.sub(_as_blank_lines, source)
    rest = _EXPORT.sub("", _DOCUMENTATION.sub(_as_blank_lines, rest))
    plain = _DEFAULT.sub(lambda found: found[0].removeprefix("export default "), rest)
    _refuse_others(name, plain)
    declared = [(exported, names) for exported, one, several in _DECLARED.findall(source) for names in _names(one or several)]
    return _Module(
        name,
        _imports(name, source),
        tuple(names for _, names in declared),
        frozenset(names for exported, names in declared if exported),
        plain.strip("\n") + "\n",
        rest.strip("\n") + "\n",
    )


def _as_blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")  # so that a refusal names the right line


def _imports(name: str, source: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for listed, home in _IMPORT.findall(source):
        names = _names(listed)
        changed = [given for given in names if not re.fullmatch(_NAME, given)]
        if changed:
            raise ModuleRefused(f"{name}: “{changed[0]}” of {home} is imported under another name, which cannot be joined.")
        found[home] = (*found.get(home, ()), *names)
    return found


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _refuse_others(name: str, text: str) -> None:
    other = _OTHER.search(text)
    if other is None:
        return
    line = text.count("\n", 0, other.start()) + 1
    raise ModuleRefused(
        f"{name}, line {line}: “{other[0].strip()}” cannot be joined. Write "
        'import { a, b } from "./file.js"; or export before one function, class, const or let, in the first column.'
    )
