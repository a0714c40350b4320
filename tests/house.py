"""What DESIGN allows each room of the house to hold, as a checker of source text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SIZES = {".py": 300, ".mjs": 350}
PAGE_LINES = 150
FILE_OR_NETWORK = {
    "asyncio", "ftplib", "glob", "http", "io", "os", "pathlib", "requests", "shutil", "smtplib",
    "socket", "sqlite3", "subprocess", "tempfile", "urllib",
}  # fmt: skip
SCREENS = {"streamlit", "plotly", "pandas"}
NUMPY_FILES = {"load", "save", "savez", "savez_compressed", "loadtxt", "savetxt", "genfromtxt",
               "fromfile", "memmap"}  # fmt: skip
SEEDED = {"default_rng", "Generator", "SeedSequence", "PCG64", "BitGenerator"}
MARKUP = re.compile(r"</?[a-zA-Z][\w-]*[^<>]*>")


@dataclass(frozen=True)
class Room:
    """What files in one part of the tree may not do."""

    imports: frozenset[str] = field(default_factory=frozenset)
    pure: bool = False
    page: bool = False
    entry: bool = False
    lines: int = 0


PURE_UI = ("diagrams", "figures", "mathml", "payloads", "theme")
WITH_STREAMLIT = ("cache", "controls", "panels")
"""What may know Streamlit in a page's own folder of lstm_ui; all else there is pure."""
ENGINE = Room(frozenset(SCREENS | FILE_OR_NETWORK | {"lstm_ui", "pages", "app", "random"}), True)
PURE = Room(frozenset({"streamlit", "pages", "app"}))
UI = Room(frozenset({"pages", "app"}))
PAGE = Room(frozenset({"pages", "app", "plotly", "pandas", "numpy"}), page=True, lines=PAGE_LINES)
ENTRY = Room(frozenset({"lstm_core", "pages", "numpy", "plotly", "pandas"}), entry=True, lines=60)


def room_of(path: str) -> Room:
    """The rules for the file at ``path`` (from the root, with slashes)."""
    if path.startswith("lstm_core/"):
        return ENGINE
    if path.startswith("lstm_ui/"):
        return PURE if _is_pure(path) else UI
    if path.startswith("pages/"):
        return PAGE
    return ENTRY if path == "app.py" else Room()


def _is_pure(path: str) -> bool:
    folder, _, name = path.removeprefix("lstm_ui/").removesuffix(".py").rpartition("/")
    return name not in WITH_STREAMLIT if folder else name in PURE_UI


def faults(path: str, source: str) -> list[str]:
    """Every broken rule of a file, each as "path:line what"."""
    ending = path[path.rfind(".") :]
    room = room_of(path)
    lines = source.count("\n") - (_documentation(source) if ending == ".py" else 0)
    found = list(_length(lines, room.lines or SIZES.get(ending, 0)))
    if ending == ".py":
        found += _imports(ast.parse(source), room)
        found += _engine(ast.parse(source)) if room.pure else []
        found += _page(ast.parse(source)) if room.page else []
        found += _entry(ast.parse(source)) if room.entry else []
    return [f"{path}:{line} {what}" for line, what in found]


Fault = tuple[int, str]


def _documentation(source: str) -> int:
    """Lines of docstrings, which make a file no harder to read."""
    strings = [
        node.body[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node) is not None
        and isinstance(node.body[0], ast.Expr)
    ]
    return sum((string.end_lineno or 0) - string.lineno + 1 for string in strings)


def _length(lines: int, most: int) -> Iterator[Fault]:
    if most and lines > most:
        yield most, f"has {lines} lines; split it by concept before {most}"


def _imports(tree: ast.AST, room: Room) -> Iterator[Fault]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "."]
        for name in names:
            if name.split(".")[0] in room.imports:
                yield node.lineno, f"may not import {name}"


def _engine(tree: ast.AST) -> Iterator[Fault]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {"print", "open", "input", "exec", "eval"}:
                yield node.lineno, f"may not call {node.func.id}"
        if isinstance(node, ast.Attribute):
            dotted = ast.unparse(node)
            owner, _, name = dotted.rpartition(".")
            if owner in {"np", "numpy"} and name in NUMPY_FILES:
                yield node.lineno, f"may not touch files: {dotted}"
            if owner in {"np.random", "numpy.random"} and name not in SEEDED:
                yield node.lineno, f"may not use the global random state: {dotted}"


def _page(tree: ast.AST) -> Iterator[Fault]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign):
            yield node.lineno, f"may not calculate: {ast.unparse(node)}"
        if isinstance(node, ast.Attribute) and node.attr in {"session_state", "html"}:
            yield node.lineno, f"may not use {node.attr}"
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            yield node.lineno, f"may not use the private {node.attr}"
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name.startswith("_"):
                    yield node.lineno, f"may not import the private {alias.name}"
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield node.value.lineno, "may not allow HTML"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if MARKUP.search(node.value):
                yield node.lineno, "may not hold HTML"


def _entry(tree: ast.Module) -> Iterator[Fault]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st":
            if node.attr not in {"set_page_config", "navigation", "Page"}:
                yield node.lineno, f"may only configure and navigate, not st.{node.attr}"
    seen: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.Page":
            page = ast.unparse(node.args[0])
            if page in seen:
                yield node.lineno, f"has {page} twice in the navigation"
            seen.add(page)
