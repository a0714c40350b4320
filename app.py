"""Gatescope: page configuration and navigation, and nothing else."""

import streamlit as st

st.set_page_config(page_title="Gatescope", page_icon="assets/icon.svg", layout="wide")

pages = [
    st.Page("pages/start.py", title="Start", default=True),
    st.Page("pages/cell.py", title="Inside the LSTM cell", url_path="cell"),
    st.Page("pages/sequence.py", title="Through time", url_path="sequence"),
    st.Page("pages/backprop.py", title="Backpropagation through time", url_path="backprop"),
    st.Page("pages/gradients.py", title="Vanishing, preserved, exploding", url_path="gradients"),
    st.Page("pages/surgery.py", title="Gate surgery", url_path="surgery"),
]
st.navigation(pages, position="top").run()
