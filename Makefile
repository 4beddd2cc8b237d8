# Every target does its own set-up. PYTHON picks the interpreter for the venv (3.11 or newer).
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONUTF8 := 1

.PHONY: run test check slow e2e gallery bench clean

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pådriver needs Python 3.11 or newer; set PYTHON=")'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt $(VENV)/run.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: $(VENV)/run.stamp  ## the bot in local mode, and the Agents Playground where Node is there
	$(PY) app.py --local --playground

test: $(VENV)/dev.stamp  ## fast tests: no network, no sleeping
	$(PY) -m pytest -n auto --maxprocesses 8 --dist worksteal -q --ignore=tests/e2e --ignore=tests/bench

slow: $(VENV)/dev.stamp  ## heavy checks that CI runs beside the fast tests
	$(PY) -m pytest -q -m slow

check: $(VENV)/dev.stamp  ## lint, format, types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

e2e: $(VENV)/dev.stamp  ## the real client in headless Chromium; pictures in build/e2e
	$(PY) -m pytest -q tests/e2e -m e2e

gallery: $(VENV)/dev.stamp  ## every card as a picture, in build/gallery
	$(PY) -m tests.cards.gallery

bench: $(VENV)/dev.stamp  ## speed and durability, as ratios within one run; ONLY= takes pytest's -k
	$(PY) -m pytest -q -s tests/bench -m bench $(ONLY)

clean:
	rm -rf $(VENV) build
