"""What a page has asked of its server, and whether the answer has come in full."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

IDLE, ASKED, BEGUN = range(3)


class Reruns:
    """Listens to what a page and Streamlit's server say to each other.

    The page itself says that a script runs only once the server has told it so: on a busy machine
    that may be long after the click.
    """

    def __init__(self, page: Page) -> None:
        self._state = IDLE
        self._part = ""  # the fragment that was asked for; "" is the whole script
        page.on("websocket", self._listen)

    @property
    def waits(self) -> bool:
        """Whether something was asked for that the server has not yet answered to its end."""
        return self._state != IDLE

    def _listen(self, socket: WebSocket) -> None:
        self._state = IDLE  # who asked before has left
        socket.on("framesent", self._asked)
        socket.on("framereceived", self._answered)
        socket.on("close", lambda _: self._left())

    def _left(self) -> None:
        self._state = IDLE

    def _asked(self, payload: bytes | str) -> None:
        message = BackMsg.FromString(payload) if isinstance(payload, bytes) else BackMsg()
        asked = message.rerun_script
        if message.WhichOneof("type") == "rerun_script" and not asked.is_auto_rerun:
            self._state, self._part = ASKED, asked.fragment_id

    def _answered(self, payload: bytes | str) -> None:
        message = ForwardMsg.FromString(payload) if isinstance(payload, bytes) else ForwardMsg()
        kind = message.WhichOneof("type")
        if kind == "new_session" and self._state == ASKED:
            parts = message.metadata.run.fragment_ids
            if not parts or self._part in parts:
                self._state = BEGUN
        elif kind == "script_finished" and self._state == BEGUN:
            if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._state = IDLE
