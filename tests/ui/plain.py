"""What a refusal has to be."""

from __future__ import annotations

import re


def is_one_plain_sentence(text: str) -> bool:
    """Whether it is one sentence, whatever of a file it quotes."""
    around = re.sub("“.*?”", "“”", text)
    begins = around[0].isupper() or around[0].isdigit()
    return begins and around[-1] == "." and ". " not in around and "\n" not in text
