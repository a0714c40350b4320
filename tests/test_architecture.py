"""The rules of the house (DESIGN, section 4), and proof that the checker sees each one broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import faults

ROOT = Path(__file__).parent.parent
FOLDERS = ("lstm_core", "lstm_ui", "pages", "assets", "benchmarks", "tests")
FILES = [ROOT / "app.py"] + sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".mjs"}
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_keeps_the_rules_of_its_room(path: Path) -> None:
    assert faults(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) == []


PLANTED = {
    "the engine imports a screen": ("lstm_core/x.py", "import streamlit as st\n"),
    "the engine imports a table": ("lstm_core/x.py", "from pandas import DataFrame\n"),
    "the engine reaches up": ("lstm_core/x.py", "from lstm_ui.theme import GATES\n"),
    "the engine reads a file": ("lstm_core/x.py", "text = open('a').read()\n"),
    "the engine reads an array file": ("lstm_core/x.py", "import numpy as np\nnp.load('a')\n"),
    "the engine asks the network": ("lstm_core/x.py", "import urllib.request\n"),
    "the engine prints": ("lstm_core/x.py", "def f():\n    print(1)\n"),
    "the engine draws from a global": ("lstm_core/x.py", "import numpy as np\nnp.random.rand(3)\n"),
    "the engine seeds a global": ("lstm_core/x.py", "import random\n"),
    "a pure module knows the screen": ("lstm_ui/figures.py", "import streamlit as st\n"),
    "the payloads know the screen": ("lstm_ui/payloads.py", "from streamlit import cache_data\n"),
    "a page's numbers know the screen": ("lstm_ui/backprop/what_if.py", "import streamlit\n"),
    "a module knows a page": ("lstm_ui/x.py", "from pages import cell\n"),
    "a page knows a page": ("pages/x.py", "from pages.cell import show\n"),
    "a page uses a private name": ("pages/x.py", "from lstm_ui.runs import _badge\n"),
    "a page uses a private attribute": ("pages/x.py", "import m\nm._secret()\n"),
    "a page calculates": ("pages/x.py", "total = 4 * n\n"),
    "a page holds HTML": ("pages/x.py", "st.markdown('<b>bold</b>')\n"),
    "a page allows HTML": ("pages/x.py", "st.markdown(x, unsafe_allow_html=True)\n"),
    "a page writes HTML": ("pages/x.py", "st.html(x)\n"),
    "a page keeps state": ("pages/x.py", "st.session_state['a'] = 1\n"),
    "a page is too long": ("pages/x.py", "a = 1\n" * 151),
    "a file is too long": ("lstm_ui/x.py", "a = 1\n" * 301),
    "a module is too long": ("assets/player/x.mjs", "let a;\n" * 351),
    "the entry draws": ("app.py", "st.title('hello')\n"),
    "a page is in the navigation twice": ("app.py", "st.Page('a.py')\nst.Page('a.py')\n"),
}


@pytest.mark.parametrize(("path", "source"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found(path: str, source: str) -> None:
    assert len(faults(path, source)) == 1


HARMLESS = {
    "the engine draws from an argument": (
        "lstm_core/x.py",
        "import numpy as np\ndef f(rng: np.random.Generator):\n    return rng.normal()\n",
    ),
    "a page compares and formats": ("pages/x.py", "if a < b:\n    st.write(f'{a} of {b}')\n"),
    "a module shows something": ("lstm_ui/shell.py", "import streamlit as st\nst.html('<b>')\n"),
    "a page's controls draw": ("lstm_ui/backprop/controls.py", "import streamlit as st\n"),
    "the entry navigates": ("app.py", "st.navigation([st.Page('a.py'), st.Page('b.py')]).run()\n"),
}


@pytest.mark.parametrize(("path", "source"), HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_allowed_is_not_called_a_fault(path: str, source: str) -> None:
    assert faults(path, source) == []


def test_every_page_is_a_file_of_its_own_and_every_file_is_in_the_navigation() -> None:
    entry = (ROOT / "app.py").read_text(encoding="utf-8")
    pages = [path.name for path in (ROOT / "pages").glob("*.py")]
    assert pages
    assert [name for name in pages if f'"pages/{name}"' not in entry] == []
