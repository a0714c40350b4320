"""Gatescope: page configuration and navigation, and nothing else."""

import streamlit as st

st.set_page_config(page_title="Gatescope", page_icon="assets/icon.svg", layout="wide")

sections = {
    "": [st.Page("pages/start.py", title="Start", default=True)],
    "Learn": [
        st.Page("pages/recurrence.py", title="Why a network needs memory", url_path="recurrence"),
        st.Page("pages/squashing.py", title="Sigmoid, tanh, ReLU", url_path="squashing"),
        st.Page("pages/cell.py", title="Inside the LSTM cell", url_path="cell"),
        st.Page("pages/sequence.py", title="Through time", url_path="sequence"),
        st.Page("pages/backprop.py", title="Backpropagation through time", url_path="backprop"),
        st.Page(
            "pages/gradients.py", title="Vanishing, preserved, exploding", url_path="gradients"
        ),
        st.Page("pages/gru.py", title="GRU and other variants", url_path="gru"),
        st.Page("pages/bidirectional.py", title="Reading both ways", url_path="bidirectional"),
        st.Page("pages/shapes.py", title="One-to-one … many-to-many", url_path="shapes"),
    ],
    "Lab": [
        st.Page("pages/surgery.py", title="Gate surgery", url_path="surgery"),
        st.Page("pages/train.py", title="Train", url_path="train"),
        st.Page("pages/text.py", title="Write like your text", url_path="text"),
        st.Page("pages/forecast.py", title="Forecast a series", url_path="forecast"),
    ],
    "Check": [
        st.Page("pages/quiz.py", title="Quiz", url_path="quiz"),
        st.Page("pages/glossary.py", title="Glossary and flashcards", url_path="glossary"),
    ],
}
st.navigation(sections, position="top").run()
