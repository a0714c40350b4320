"""A page opened as a browser opens it, through app.py, and what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parent.parent.parent / "app.py"


def visit(page: str, **address: str | list[str]) -> AppTest:
    """Open ``pages/<page>.py`` with these parameters in the address."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(address)
    return app.switch_page(f"pages/{page}.py").run()


def type_into(app: AppTest, field: str, text: str) -> AppTest:
    """Type a text into the field of that key."""
    return app.text_input(key=field).set_value(text).run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    return next(button for button in app.button if button.label == label).click().run()


def payloads(app: AppTest, component: str = "player") -> list[dict[str, Any]]:
    """What each of the page's components of that name was handed, exactly as it was sent."""
    shown = [element.proto for element in app.get("bidi_component")]
    wanted = f"gatescope_{component}"
    return [json.loads(proto.json) for proto in shown if proto.component_name == wanted]


def player(app: AppTest) -> dict[str, Any]:
    """The payload of the one player on the page."""
    (payload,) = payloads(app)
    return payload


def sentences(app: AppTest) -> list[str]:
    """The plain sentences on the page."""
    return [element.value for element in app.text]


def upload_network(app: AppTest, content: bytes, name: str = "model.npz") -> AppTest:
    """Give the page a file of a network."""
    return app.file_uploader(key="training.file").set_value((name, content, "")).run()


def said_of_file(app: AppTest) -> list[str]:
    """What the page says of a network from a file."""
    return [one for one in sentences(app) if one.startswith("From your file")]
