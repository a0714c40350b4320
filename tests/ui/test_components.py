"""The players' modules as one text: nothing left to fetch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lstm_ui import mounting
from lstm_ui.mounting import PLAYER, bundle
from tests.ui.visits import type_into, visit

ENTRIES = sorted(
    entry
    for path in Path(mounting.__file__).parent.rglob("*.py")
    for entry in re.findall(r'"([\w-]+\.mjs)"', path.read_text(encoding="utf-8"))
)
"""What the app mounts."""


def modules_of(entry):
    """Name and body of each module in the bundle."""
    found = re.findall(
        r'^modules\["([\w-]+\.mjs)"\] = \(\(\) => \{\n(.*?)\nreturn \{[^\n]*\};\n\}\)\(\);$',
        bundle(entry),
        flags=re.MULTILINE | re.DOTALL,
    )
    assert len(found) == bundle(entry).count("\nmodules[")
    return found


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_bundle_holds_each_module_once_and_after_all_that_it_imports(entry):
    earlier = set()
    for name, body in modules_of(entry):
        assert name not in earlier
        assert set(re.findall(r'modules\["([\w-]+\.mjs)"\]', body)) <= earlier
        earlier.add(name)
    assert name == entry


@pytest.mark.parametrize("entry", ENTRIES)
def test_only_the_ways_in_and_out_of_a_module_are_written_otherwise(entry):
    for name, body in modules_of(entry):
        for written, line in zip(body.splitlines(), code_of(PLAYER / name), strict=True):
            if line.startswith("import "):
                assert written.startswith("const ")
            else:
                rest = line.removeprefix("export default ").removeprefix("export ")
                assert written.removeprefix("const main = ") == rest


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_bundle_fetches_nothing_and_exports_what_is_mounted(entry):
    code = [line for line in bundle(entry).splitlines() if not re.match(r"\s*(/?\*|//)", line)]
    assert not any(re.search(r"^import\b|\bimport\(", line) for line in code)
    exports = [line for line in code if line.startswith("export ")]
    assert exports == [f'export default modules["{entry}"].default;']


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


def test_a_bundle_is_hardly_longer_than_its_modules():
    for entry in ENTRIES:
        sources = sum(len(body) for _, body in modules_of(entry))
        assert len(bundle(entry)) < 1.1 * sources + 100


def test_every_module_of_the_folder_is_reached_from_an_entry():
    reached = {name for entry in ENTRIES for name, _ in modules_of(entry)}
    assert reached == {path.name for path in PLAYER.glob("*.mjs")}


def test_no_module_writes_html():
    for path in PLAYER.glob("*.mjs"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
            path.read_text(encoding="utf-8"),
        ), path.name


@pytest.fixture
def waits(monkeypatch):
    found = []
    monkeypatch.setattr(mounting, "HEAD_STARTS", (0.25, 0.125))
    monkeypatch.setattr(mounting, "sleep", found.append)
    return found


WAITED_FOR = ["start", "cell", "sequence", "backprop", "gradients", "surgery",
              "train", "text", "forecast"]  # fmt: skip


@pytest.mark.parametrize("page", WAITED_FOR)
def test_what_follows_a_player_waits_for_it_unless_it_shows_what_it_showed(page, waits):
    app = visit(page)
    pictures = 2 if page in ("train", "forecast") else 1  # a training, and the cell below it
    assert sum(waits) == pytest.approx(0.25 + 0.125 * (pictures - 1))
    waits.clear()
    app.run()
    assert waits == []


@pytest.mark.parametrize("page", ["cell", "sequence", "gradients", "surgery"])
def test_a_new_picture_is_painted_before_what_follows_it(page, waits):
    app = visit(page)
    waits.clear()
    type_into(app, "text" if page != "gradients" else "read", "good")
    assert sum(waits) == pytest.approx(0.125)


def test_another_page_is_another_picture(waits):
    app = visit("cell")
    waits.clear()
    app.switch_page("pages/sequence.py").run()
    assert sum(waits) == pytest.approx(0.125)
