"""Pages in AppTest have no browser that a player could wait for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lstm_ui import components


@pytest.fixture(scope="session", autouse=True)
def no_head_start() -> Iterator[None]:
    """Let no page wait for its player to appear."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(components, "HEAD_START", 0.0)
        yield
