"""The players' modules as one text: nothing left to fetch."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from lstm_ui import components
from lstm_ui.components import IMPORT, PLAYER, bundle
from tests.ui.visits import type_into, visit

ENTRIES = re.findall(r'"([\w-]+\.mjs)"', inspect.getsource(components))
"""What the app mounts."""


def modules_of(entry):
    listed = re.search(r"^const sources = (\[.*\]);$", bundle(entry), flags=re.MULTILINE)
    return [(name, source) for name, source in json.loads(listed[1])]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_bundle_holds_each_module_once_and_after_all_that_it_imports(entry):
    earlier = set()
    for name, source in modules_of(entry):
        assert name not in earlier
        assert set(IMPORT.findall(source)) <= earlier
        assert source.splitlines() == code_of(PLAYER / name)
        earlier.add(name)
    assert name == entry


def code_of(path):
    """The lines of a file without indents and without those that are comments alone."""
    found, inside = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.lstrip()
        begins = text.startswith("/*")
        if not (inside or begins or text.startswith("//")):
            found.append(text)
        inside = (inside or begins) and "*/" not in text
    return found


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_relative_import_is_one_that_the_loader_resolves(entry):
    for name, source in modules_of(entry):
        relative = re.findall(r'^\s*(?:import|export)\b[^;]*"\./', source, flags=re.MULTILINE)
        code = [line for line in source.splitlines() if not re.match(r"\s*(/?\*|//)", line)]
        assert len(relative) == len(IMPORT.findall(source)), name
        assert not any("import(" in line for line in code), name


def test_a_bundle_is_hardly_longer_than_its_modules():
    for entry in ENTRIES:
        sources = sum(len(source) for _, source in modules_of(entry))
        assert len(bundle(entry)) < 1.15 * sources + len(components.LOADER)


def test_every_module_of_the_folder_is_reached_from_an_entry():
    reached = {name for entry in ENTRIES for name, _ in modules_of(entry)}
    assert reached == {path.name for path in PLAYER.glob("*.mjs")}


def test_no_module_writes_html():
    for path in PLAYER.glob("*.mjs"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
            path.read_text(encoding="utf-8"),
        ), path.name


@pytest.mark.parametrize("page", ["start", "cell", "sequence", "backprop", "gradients"])
def test_what_follows_a_player_waits_for_it_at_a_sessions_first_visit_only(page, monkeypatch):
    waits = []
    monkeypatch.setattr(components, "HEAD_START", 0.25)
    monkeypatch.setattr(components, "sleep", waits.append)
    app = visit(page)
    assert sum(waits) == pytest.approx(0.25)
    app.run()
    app.switch_page("pages/cell.py").run()
    type_into(app, "text", "good")
    assert sum(waits) == pytest.approx(0.25)


def test_on_a_crowded_page_a_new_picture_is_painted_before_the_rest_every_time(monkeypatch):
    waits = []
    monkeypatch.setattr(components, "HEAD_START", 0.25)
    monkeypatch.setattr(components, "sleep", waits.append)
    app = visit("surgery")
    first = sum(waits)
    type_into(app, "text", "good")
    assert (first, sum(waits) - first) == pytest.approx((0.25, 0.125))
