"""A page that holds nothing but the pictures below the operating table, for their tests."""

import streamlit as st

from lstm_ui import address, widgets
from lstm_ui.settings import CHOICES, OF_ASIDES, OF_CELLS, TABLE, WHOLE_NUMBERS, Settings
from lstm_ui.shell import STYLE
from lstm_ui.sources import NETWORKS, network
from lstm_ui.surgery.asides import panels

address.arrive()
by_address = address.follow(OF_CELLS + OF_ASIDES, WHOLE_NUMBERS, CHOICES)
st.html(STYLE)
st.title("Gate surgery")
net = widgets.pick("net", NETWORKS, "Network", "", by_address)
cell = widgets.choice("cell", "Cell", "")
widgets.keep_typed("text", net, network(net).default)
text = widgets.typed("text", "Your own words", network(net).default, "")
candidate = widgets.choice("candidate", "What squashes the candidate", "")
address.keep(OF_CELLS)
edits = address.read("edits") or str(TABLE["edits"].default)
settings = Settings(net=net, cell=cell, text=text, candidate=candidate, edits=edits)
panels.four_corners(settings, "")
panels.two_sequences(settings, "")
panels.shape_lens("")
