"""One or two settings of a network as a link or a file, and back, whatever the text is."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

from lstm_ui.settings import MOST_CHARACTERS, TABLE, Settings
from lstm_ui.sources import cells_offered, network
from lstm_ui.surgery.spelling import MisspeltError, read_edits

VERSION = 1
MOST_BYTES = 200_000
LONGEST_LINK = 72_000
"""Letters of settings with the longest text there can be, each letter spelled with twelve."""
NO_FILE = "This is no file of Gatescope: choose one that you downloaded under “Save and load”."
NO_LINK = "The link's A cannot be read."
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: JSON can spell it, but no browser or file can hold it."""
Pair = tuple[Settings, Settings | None]
"""B, and the A that was kept beside it, if any."""


def as_link(settings: Settings) -> str:
    """Write settings as a short text: what is as it is at first stays out."""
    return urlencode(told(settings))


def from_link(text: str) -> Settings:
    """Read what :func:`as_link` wrote.

    Raises
    ------
    MisspeltError
        When it is anything else, with one sentence.
    """
    if len(text) > LONGEST_LINK:
        raise MisspeltError("The link's A is too long to be read.")
    return _settings(dict(parse_qsl(text, keep_blank_values=True)), NO_LINK)


def as_file(b: Settings, a: Settings | None) -> bytes:
    """Write both as JSON."""
    kept = None if a is None else told(a)
    whole = {"gatescope": "surgery", "version": VERSION, "b": told(b), "a": kept}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode("utf-8")


def from_file(content: bytes) -> Pair:
    """Read what :func:`as_file` wrote.

    Raises
    ------
    MisspeltError
        When it is anything else, with one sentence.
    """
    if len(content) > MOST_BYTES:
        raise MisspeltError(f"{NO_FILE} This one is too large.")
    try:
        whole = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise MisspeltError(NO_FILE) from None
    if not isinstance(whole, dict) or whole.get("gatescope") != "surgery":
        raise MisspeltError(NO_FILE)
    if whole.get("version") != VERSION:
        raise MisspeltError("This file was written by another version of Gatescope.")
    a = whole.get("a")
    return _settings(whole.get("b"), NO_FILE), None if a is None else _settings(a, NO_FILE)


def told(settings: Settings) -> dict[str, str]:
    """Settings as an address tells them: what is as it is at first stays out."""
    first = asdict(Settings()) | {"text": network(settings.net, settings.cell).default}
    return {
        name: str(value)
        for name, value in asdict(settings).items()
        if value is not None and value != first[name]
    }


def _settings(told: Any, no: str) -> Settings:
    if not isinstance(told, dict):
        raise MisspeltError(no)
    known = {field.name for field in fields(Settings)}
    found: dict[str, Any] = {}
    for name, text in told.items():
        if name not in known or not isinstance(text, str):
            raise MisspeltError(f"{no} It sets “{ascii(name)[1:-1][:20]}”.")
        found[name] = _value(name, text, no)
    settings = Settings(**found)
    if settings.cell not in cells_offered(settings.net):
        raise MisspeltError(f"{no} There is no such cell of that network.")
    return settings


def _value(name: str, text: str, no: str) -> str | int:
    if name == "edits":
        read_edits(text)
        return text
    if name in MOST_CHARACTERS:
        if len(text) > MOST_CHARACTERS[name]:
            raise MisspeltError(f"Its {name} is longer than {MOST_CHARACTERS[name]} characters.")
        if _HALF.search(text) is None:
            return text
    elif TABLE[name].takes(text):
        return TABLE[name].read(text)
    raise MisspeltError(f"{no} Its {name} cannot be set so.")
