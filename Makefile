# Everything that is needed is set up by the target that needs it. `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
URL ?=
ARGS ?=

.PHONY: help setup audit test lint bench report-picture lock clean

help:
	@echo "make audit [URL=https://…] [ARGS=…]   audit a site (without URL: the bundled example town)"
	@echo "make test                             run the tests"
	@echo "make lint                             ruff, mypy, import rules"
	@echo "make bench                            measure speed and memory"
	@echo "make report-picture                   draw the README's picture anew"
	@echo "make setup                            only set up (implied by the others)"
	@echo "make lock                             resolve requirements.lock anew (needs uv)"

setup: $(VENV)/.ready $(VENV)/.browser

# pip and venv always work; uv is quicker where it is installed. Neither may fetch another Python.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "auditbot needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 …"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@echo "Setting up $(VENV) …"
	@if command -v uv >/dev/null; then \
	  export UV_PYTHON_DOWNLOADS=never; \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) \
	  && uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
	  && uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv $(VENV) \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

# A browser and Chinese fonts are worth having, not needed: without them the audit says what it could not see.
$(VENV)/.browser: $(VENV)/.ready
	@bash auditbot/system-packages.sh || true
	@touch $@

# Findings (exit code 1) are what an audit is for, no failure of make.
audit: setup
ifeq ($(strip $(URL)),)
	@$(BIN)/auditbot demo $(ARGS) || [ $$? -eq 1 ]
else
	@$(BIN)/auditbot scan "$(URL)" $(ARGS) || [ $$? -eq 1 ]
endif

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/bench/requirements.lock
	$(BIN)/python -m tests.bench $(ARGS)

report-picture: setup
	$(BIN)/auditbot demo --quiet --out build/picture || [ $$? -eq 1 ]
	$(BIN)/python docs/picture.py build/picture/demo/latest docs/report.png

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --extra render --extra documents --extra office --extra postgres --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
