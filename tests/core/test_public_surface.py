"""What the engine shows to others is listed, documented, annotated, and its examples are true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import lstm_core

ROOT = Path(lstm_core.__path__[0]).parent
NAMES = lstm_core.__all__
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(lstm_core.__path__, "lstm_core.")
]
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)


def own_functions_and_classes(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Those that the module itself defines, methods and properties included."""
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) == module.__name__ and callable(value):
            yield name, value
            if inspect.isclass(value):
                yield from ((f"{name}.{n}", part) for n, part in own_parts(value))


def own_parts(kind: type) -> Iterator[tuple[str, Any]]:
    for name, part in vars(kind).items():
        part = part.fget if isinstance(part, property) else getattr(part, "__func__", part)
        if inspect.isfunction(part) and part.__code__.co_filename == inspect.getsourcefile(kind):
            yield name, part


def test_the_list_of_public_names_is_sorted_and_every_name_is_there_once() -> None:
    assert sorted(set(NAMES)) == NAMES
    assert [name for name in NAMES if not hasattr(lstm_core, name)] == []


def test_every_public_name_that_is_imported_is_on_the_list() -> None:
    imported = {
        name
        for name, value in vars(lstm_core).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }
    assert imported == set(NAMES)


@each_module
def test_every_class_and_function_has_a_docstring_that_is_a_sentence(module: ModuleType) -> None:
    assert inspect.getdoc(module)
    for name, part in own_functions_and_classes(module):
        if not any(piece.startswith("_") for piece in name.split(".")):
            first = (part.__doc__ or "").strip().split("\n\n")[0]
            assert first.endswith("."), f"{name}: {first!r}"


@each_module
def test_every_parameter_and_every_result_is_annotated(module: ModuleType) -> None:
    for name, part in own_functions_and_classes(module):
        if inspect.isfunction(part):
            taken = set(inspect.signature(part).parameters) - {"self", "cls"}
            assert set(part.__annotations__) >= taken | {"return"}, name


EXAMPLES = [
    example
    for module in MODULES
    for example in doctest.DocTestFinder().find(module, globs={"np": np, **vars(module)})
    if example.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_example_in_a_docstring_is_true(example: doctest.DocTest) -> None:
    assert doctest.DocTestRunner().run(example).failed == 0


def test_every_cell_shows_an_example() -> None:
    shown = {example.name.split(".")[-1] for example in EXAMPLES}
    assert shown >= {"RNN", "LSTM", "GRU", "SequenceModel", "Override"}


def test_the_engine_loads_numpy_and_the_standard_library_and_nothing_else() -> None:
    # In interpreters of their own, for in this one the tests have long loaded more.
    listing = "import sys, lstm_core; print(*{name.split('.')[0] for name in sys.modules})"
    with_engine = printed_by(listing)
    with_numpy = printed_by(listing.replace("lstm_core", "numpy"))
    assert with_engine - with_numpy - set(sys.stdlib_module_names) == {"lstm_core"}


def printed_by(source: str) -> set[str]:
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())
