# Every target does its own set-up. PYTHON picks the interpreter for the venv (3.11 or newer).
# OWN_NODE=1 leaves out the wheel with Node.js: the machine's own (20 or newer) is used.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONUTF8 := 1

NPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm
NODE := $(VENV)/node-$(if $(OWN_NODE),own,wheel).stamp
NODE_MODULES := node_modules/.package-lock.json
NO_SETUP := { echo "The set-up stopped; the reason is above. It needs PyPI and the npm registry, or mirrors" \
	"of them in PIP_INDEX_URL and NPM_CONFIG_REGISTRY." >&2; exit 1; }
INSTALL = @echo "Installing $< ..."; \
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $< || $(NO_SETUP)
LOCK = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --emit-build-options --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.PHONY: run test check slow attacks story e2e gallery bench trace lock audit clean

$(PY):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pådriver needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements.txt | $(PY)
	$(INSTALL)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(PY)
	$(INSTALL)
	@touch $@

$(VENV)/tools.stamp: requirements-tools.txt $(VENV)/dev.stamp
	$(INSTALL)
	@touch $@

$(VENV)/node-wheel.stamp: requirements-node.txt | $(PY)
	$(INSTALL)
	@touch $@

$(VENV)/node-own.stamp: | $(PY)
	@touch $@

$(NODE_MODULES): package.json package-lock.json .npmrc $(NODE)
	@echo "Installing package-lock.json ..."; $(NPM) ci || $(NO_SETUP)
	@touch $@

run: $(VENV)/run.stamp  ## the bot in local mode, and the Agents Playground in the browser
	@$(MAKE) -s $(NODE_MODULES) || true # the bot starts all the same, and says what is missing
	$(PY) app.py --local --playground

test: $(VENV)/dev.stamp  ## fast tests: no network, no sleeping
	$(PY) -m pytest -n auto --maxprocesses 8 --dist worksteal -q --ignore=tests/e2e --ignore=tests/bench

slow: $(VENV)/dev.stamp $(NODE_MODULES)  ## heavy checks that CI runs beside the fast tests
	$(PY) -m pytest -q -m slow

attacks: $(VENV)/dev.stamp $(NODE_MODULES)  ## attacks on the whole bot, all of the table of roles included
	ROLES_EVERY=1 $(PY) -m pytest -q -m slow tests/attacks

check: $(VENV)/dev.stamp  ## lint, format, types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

story: $(VENV)/dev.stamp  ## the rollout from six municipalities to four with 5,000 people; PEOPLE= for fewer
	STORY_PEOPLE=$(or $(PEOPLE),5000) $(PY) -m pytest -q -m slow tests/story

e2e: $(VENV)/dev.stamp $(NODE_MODULES)  ## the real client in headless Chromium; pictures in build/e2e
	$(PY) -m pytest -q tests/e2e -m e2e

gallery: $(VENV)/dev.stamp $(NODE_MODULES)  ## every card as a picture, in build/gallery
	$(PY) -m tests.cards.gallery

bench: $(VENV)/dev.stamp  ## speed and durability, as ratios within one run; ONLY= takes pytest's -k
	$(PY) -m pytest -q -s tests/bench -m bench $(ONLY)

lock: $(VENV)/tools.stamp $(NODE)  ## from pyproject.toml and package.json; UPGRADE=1 takes the newest
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group node -o requirements-node.txt
	$(LOCK) --group tools -c requirements-dev.txt -o requirements-tools.txt
	$(NPM) $(if $(UPGRADE),update,install) --package-lock-only

audit: $(VENV)/tools.stamp $(NODE_MODULES)  ## known vulnerabilities, less the exceptions in pyproject.toml
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) -m tests.locks.audit

trace: $(VENV)/dev.stamp  ## files and calls of a nudge, a push, an answer; ARGS=-v names the files
	$(PY) -m tests.trace $(ARGS)

clean:
	rm -rf $(VENV) build node_modules
