"""Write the text of the lessons anew: ``python -m assets.texts.make``.

It is a file and not the lessons themselves, for a training that ships was trained on its very
characters, and a lesson is reworded more often than a network is trained.
"""

from __future__ import annotations

import sys

from lstm_ui.lessons import LESSONS
from lstm_ui.text.markdown import plain_prose
from lstm_ui.text.sources import TEXTS


def main() -> int:
    """Write all lessons as one plain text."""
    paths = sorted(LESSONS.glob("*.md"))
    text = "\n".join(plain_prose(path.read_text(encoding="utf-8")) for path in paths)
    (TEXTS / "lessons.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
