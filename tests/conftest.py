"""How long a test takes says more about the machine than about the code: no deadline for one."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
