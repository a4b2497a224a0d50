# Everything that is needed is set up by the target that needs it. `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
URL ?=
ARGS ?=

.PHONY: help setup audit test lint bench report-picture lock clean

help:
	@echo "make audit [URL=https://…] [ARGS=…]   检查一个网站；不写 URL 时检查内置的示例网站"
	@echo "                                      audit a site (without URL: the bundled example town)"
	@echo "make test                             运行测试 · run the tests"
	@echo "make lint                             检查代码 · ruff, mypy, import rules"
	@echo "make bench                            测量速度和内存 · measure speed and memory"
	@echo "make report-picture                   重新生成说明中的图 · draw the README's picture anew"
	@echo "make setup                            只安装（其他命令会自动安装）· only set up (implied by the others)"
	@echo "make lock                             重新锁定依赖版本（需要 uv）· resolve requirements.lock anew (needs uv)"

setup: $(VENV)/.ready $(VENV)/.browser

# pip and venv always work; uv is quicker where it is installed. Neither may fetch another Python.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新版本，$(PYTHON) 版本太旧。请试：make PYTHON=python3.12 …"; \
	       echo "auditbot needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 …"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "缺少 Python 的 venv 模块。在 Debian 和 Ubuntu 上请运行：apt-get install python3-venv"; \
	       echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@echo "正在安装到 $(VENV)，需要几分钟 · Setting up $(VENV), this takes minutes …"
	@$(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null; then \
	  export UV_PYTHON_DOWNLOADS=never; \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
	  && uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

# A browser and Chinese fonts are worth having, not needed: without them the audit says what it could not see.
$(VENV)/.browser: $(VENV)/.ready
	@bash auditbot/system-packages.sh || true
	@touch $@

# Findings (exit code 1) are what an audit is for, no failure of make, which names every other code.
audit: setup
ifeq ($(strip $(URL)),)
	@$(BIN)/auditbot demo $(ARGS) || { code=$$?; [ $$code -eq 1 ] || exit $$code; }
else
	@$(BIN)/auditbot scan "$(URL)" $(ARGS) || { code=$$?; [ $$code -eq 1 ] || exit $$code; }
endif

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/bench/requirements.lock
	$(BIN)/python -m tests.bench $(ARGS)

report-picture: setup
	$(BIN)/auditbot demo --quiet --out build/picture || { code=$$?; [ $$code -eq 1 ] || exit $$code; }
	$(BIN)/python docs/picture.py build/picture/demo/latest docs/report.png

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --extra render --extra documents --extra office --extra postgres --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
