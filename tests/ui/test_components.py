"""The players' modules as one text: nothing left to fetch."""

from __future__ import annotations

import base64
import re

import pytest

from lstm_ui.components import PLAYER, bundle


@pytest.mark.parametrize("entry", ["index.mjs", "beside.mjs"])
def test_a_bundle_has_no_relative_import_left_at_any_depth(entry):
    texts = [bundle(entry)]
    while texts:
        text = texts.pop()
        assert not re.search(r'^\s*(import|export)\b.*"\./', text, flags=re.MULTILINE)
        texts += [
            base64.b64decode(part).decode()
            for part in re.findall(r"base64,([A-Za-z0-9+/=]+)", text)
        ]


def test_a_module_is_the_same_text_wherever_it_is_imported():
    shared = base64.b64encode(bundle("reader.mjs").encode()).decode()
    assert shared in bundle("sentence.mjs")
    assert shared in bundle("nodes.mjs")


def test_every_module_of_the_folder_is_reached_from_an_entry():
    reached, waiting = set(), ["index.mjs", "beside.mjs"]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        source = (PLAYER / name).read_text(encoding="utf-8")
        waiting += [
            found
            for found in re.findall(r'from "\./([\w-]+\.mjs)"', source)
            if found not in reached
        ]
    assert reached == {path.name for path in PLAYER.glob("*.mjs")}


def test_no_module_writes_html():
    for path in PLAYER.glob("*.mjs"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
            path.read_text(encoding="utf-8"),
        ), path.name
