# `make run` and `make test` set up everything they need in .venv: all it takes is Python 3.11 or later, a C compiler and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv
DOCUMENT := tests/document/threshold_document.txt
CASE ?= examples/two_worries.json

.PHONY: run test check soak bench test-browser clean

run: $(VENV)/.ready ## Answer the example case
	@$(BIN)/threshold assess $(CASE)

test: $(VENV)/.ready check ## Every check and every test that takes seconds
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.ready
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/threshold rules check
	$(BIN)/threshold rules test --coverage
	$(BIN)/threshold rules trace $(DOCUMENT) > /dev/null || $(BIN)/threshold rules trace $(DOCUMENT)
	$(BIN)/python scripts/document_coverage.py tests/document/threshold_tables.yaml --of 2021.02-draft.1

test-browser: $(VENV)/.ready ## The HTML report in headless Chromium, by axe-core: gets what it needs (node is needed)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { test "$$(id -u)" = 0 && apt-get -qq update && apt-get -qq install -y chromium; } \
		|| { echo "test-browser needs Chromium: as root, apt-get install chromium" >&2; exit 2; }
	@command -v npm >/dev/null || { echo "test-browser needs node and npm" >&2; exit 2; }
	npm ci --prefix tests/browser --no-audit --no-fund --silent
	THRESHOLD_BROWSER=1 $(BIN)/python -m pytest tests/browser

soak: $(VENV)/.ready ## What takes longer: random rulebooks, threads, forks, a million assessments
	$(BIN)/python -m pytest -m soak

bench: $(VENV)/.ready ## Speed, as ratios within one run
	$(BIN)/python benchmarks/ratios.py

$(VENV)/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "threshold needs Python 3.11 or later, and \`$(PYTHON)\` is older: try make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(UV) sync --quiet --frozen --inexact --no-python-downloads
	@touch $@

clean: ## Forget the environment and all caches
	rm -rf $(VENV) tests/browser/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
