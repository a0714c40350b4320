"""Pages in AppTest have no browser that a player could wait for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lstm_ui import mounting, panels


@pytest.fixture(scope="session", autouse=True)
def open_tables() -> Iterator[None]:
    """Let the tables behind the pictures stand open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panels, "TABLES_OPEN", True)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_head_start() -> Iterator[None]:
    """Let no page wait for its player to appear."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mounting, "HEAD_STARTS", (0.0, 0.0))
        yield
