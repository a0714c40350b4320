"""What a learner did, in order, so that it can be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lstm_ui.settings import Settings

MOST = 100


@dataclass(frozen=True)
class History:
    """The settings that were seen, and at which of them the learner stands.

    Attributes
    ----------
    states : tuple of Settings
        Oldest first.
    at : int
        Index of the present one.
    """

    states: tuple[Settings, ...] = ()
    at: int = -1

    @property
    def now(self) -> Settings | None:
        """The present settings."""
        return self.states[self.at] if self.states else None

    @property
    def can_undo(self) -> bool:
        """Whether something came before."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return self.at < len(self.states) - 1

    def seen(self, settings: Settings) -> History:
        """Note where the learner is now; once something new is done, what was undone is gone."""
        if settings == self.now:
            return self
        states = (*self.states[: self.at + 1], settings)[-MOST:]
        return History(states, len(states) - 1)

    def undone(self) -> History:
        """Go one back, if there is one."""
        return replace(self, at=self.at - 1) if self.can_undo else self

    def redone(self) -> History:
        """Go one on, if there is one."""
        return replace(self, at=self.at + 1) if self.can_redo else self
