"""A page with nothing but the board of challenges, for the tests: it says what it heard."""

import streamlit as st

from lstm_ui.challenges.board import Checked, board_payload
from lstm_ui.challenges.tasks import Challenge, Verdict
from lstm_ui.components import challenges
from lstm_ui.settings import Settings

KEYS = ("keep", "count")
BOARD = {key: Challenge(key, key.title(), "easy", "g", "t", "h", "l", Settings()) for key in KEYS}
heard = st.session_state.setdefault("heard", [])
opened = [key for act, key in heard if act == "open"]
asked = [key for act, key in heard if act == "check"]
verdict = Verdict(len(asked) > 1, f"check {len(asked)}")
checked = Checked(asked[-1], verdict, len(asked)) if asked else None
challenges(
    board_payload(BOARD, opened[-1] if opened else "", checked),
    lambda key: heard.append(("open", key)),
    lambda key: heard.append(("check", key)),
)
st.text(" ".join(f"{act}:{key}" for act, key in heard) or "nothing")
