# Bare `make` lists what there is. Everything lives in .venv; nothing else on this machine is touched.

VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
TESTS := $(VENV)/.tests
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet

.DEFAULT_GOAL := help
.PHONY: help install run test check fix bench shots lock clean chromium

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(RUNS) ## make .venv/bin/emberwell, from the locked requirements

run: $(RUNS) ## open Emberwell in your browser (Ctrl+C stops it)
	@$(BIN)/emberwell open

test: $(TESTS) chromium ## every test, on SQLite (needs Chromium; installs it when it may)
	@$(BIN)/python -m pytest -n auto

check: $(TESTS) ## what machines check about the code: lint, format, types, architecture
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/architecture

fix: $(TESTS) ## mend what ruff can mend by itself
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(TESTS) chromium ## measure the promises, beside jrnl (and zecret where Python 3.13 is)
	@$(BIN)/python -m bench

shots: $(TESTS) chromium ## pictures of every page at 390, 820 and 1,440 px, light and dark, in shots/
	@$(BIN)/python -m bench.shots

lock: $(TESTS) ## renew requirements.txt and requirements-test.txt from pyproject.toml
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	@$(BIN)/uv pip compile $(LOCK) --extra build -o requirements.txt pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) --extra build --extra test -c requirements.txt -o requirements-test.txt pyproject.toml

LOCK := --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

clean: ## remove .venv and everything made by tools
	rm -rf $(VENV) build dist shots .pytest_cache .mypy_cache .ruff_cache .hypothesis src/*.egg-info

# The first of these that runs, is 3.11 to 3.13 and can make environments.
$(BIN)/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
			exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "Emberwell needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: apt install python3-venv), or make PYTHON=/path/to/python." >&2; exit 1

$(RUNS): $(BIN)/python requirements.txt pyproject.toml
	@echo "Installing what Emberwell needs into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTS): $(RUNS) requirements-test.txt
	@$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

chromium: $(TESTS)
	@$(BIN)/python -m tests.chromium
