"""The player's own tests run by node, so that one command runs everything."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

ROOT = Path(__file__).parent.parent
# A machine without node still has the one that playwright brings along.
BUNDLED = Path(playwright.__file__).parent / "driver" / "node"
NODE = shutil.which("node") or (str(BUNDLED) if BUNDLED.exists() else None)


@pytest.mark.skipif(NODE is None, reason="node is not on this machine: tests/js is left out")
def test_the_modules_of_the_player_pass_their_tests_in_node() -> None:
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    done = subprocess.run(
        [str(NODE), "--test", *files], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
