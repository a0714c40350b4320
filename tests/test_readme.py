"""What README says is so."""

from __future__ import annotations

import json
import re

import pytest

from lstm_ui.runs import measured_percent
from tests.test_architecture import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
FACTS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "assets" / "weights").glob("*.json"))
}


@pytest.mark.parametrize("name", FACTS)
def test_every_network_stands_in_readme_with_what_was_measured(name):
    facts = FACTS[name]
    row = next(line for line in README.splitlines() if line.startswith(f"| {facts['title']}"))
    measured = measured_percent(facts["accuracy"])
    several = sum(other["title"] == facts["title"] for other in FACTS.values()) > 1
    assert f"{facts['cell']} {measured}" in row if several else measured in row
    assert f"H = {facts['hidden_size']}" in row


def test_every_path_and_command_in_readme_exists():
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link
    targets = re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    for command in re.findall(r"`?make ([a-z]+)", README):
        assert command in targets
