PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

.PHONY: run test weights bench lint fixtures ready ready-test ready-torch chromium

run: ready
	$(PY) -m streamlit run app.py --server.port $(PORT)

test: ready-test
	@$(PY) -m pytest

lint: ready-test
	$(PY) -m ruff check .
	$(PY) -m mypy

weights: ready
	$(PY) -m assets.weights.make
	$(PY) -m assets.runs.make

fixtures: ready-test ready-torch
	for f in tests/fixtures/make_*.py; do $(PY) -m tests.fixtures.$$(basename $$f .py) || exit 1; done

bench: ready-test ready-torch
	$(PY) benchmarks/engine.py
	$(PY) benchmarks/gradients.py
	$(PY) benchmarks/train.py
	$(PY) benchmarks/learnt.py
	$(PY) benchmarks/player.py

# Requirements are installed again only when their file has changed.
ready: $(VENV)/.requirements
ready-test: $(VENV)/.requirements-test chromium

$(PY):
	python3 -m venv $(VENV)

$(VENV)/.requirements: requirements.txt | $(PY)
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.requirements-test: requirements-test.txt requirements.txt | $(PY)
	$(PIP) -r requirements-test.txt
	@touch $@

ready-torch: | $(PY)
	@$(PY) -c "import torch" 2>/dev/null || $(PIP) -r requirements-torch.txt

# Without a browser the browser tests skip and say so; everything else still runs.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 \
	  || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	       && apt-get -qq update >/dev/null 2>&1 \
	       && apt-get -qq install -y chromium >/dev/null 2>&1; } \
	  || echo "No Chromium here and none could be installed: the browser tests will be skipped."
