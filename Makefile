# make demo | test | check | bench | docs — each sets up what it needs first.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
export OMP_NUM_THREADS ?= 1

.PHONY: demo test check bench docs web test-web screenshots lock clean

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages (a few minutes the first time)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

web/node_modules/.installed: web/package-lock.json
	@command -v npm >/dev/null || { echo "The page is built with Node 20 or newer: install it (https://nodejs.org) and run this again."; exit 1; }
	@cd web && npm ci --silent --no-audit --no-fund
	@touch $@

web/.built: web/node_modules/.installed $(wildcard web/*.ts web/*.json web/index.html web/public/*) $(shell find web/src -type f 2>/dev/null)
	@echo "Building the page…"
	@cd web && npm run --silent build
	@touch $@

web: web/.built  ## builds the page into src/dateline/web/static

test-web: $(STAMP) web/.built  ## unit tests of the page, then the page in a real browser (skipped where there is none)
	@cd web && npm run --silent test && BIN=$(abspath $(BIN)) npm run --silent e2e

screenshots: $(STAMP) web/.built  ## docs/images from the sample corpus
	@cd web && BIN=$(abspath $(BIN)) npm run --silent screenshots

demo: $(STAMP) web/.built  ## reads the bundled sample corpus and writes a map, tables and a summary to ./demo
	@$(BIN)/dateline demo --output demo

check: $(STAMP)  ## style, types, import rules
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check web/.built  ## every check
	$(BIN)/python -m pytest
	@$(MAKE) --no-print-directory test-web

.peers/.installed: $(STAMP) benchmarks/peers.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .peers -r benchmarks/peers.txt
	@touch $@

bench: $(STAMP) .peers/.installed  ## slow quality and speed runs; public data is found through DATELINE_BENCH
	PYTHONPATH=.peers $(BIN)/python -m benchmarks.quality all
	$(BIN)/python -m benchmarks.speed

docs: $(STAMP)  ## regenerates the generated pages of docs/
	$(BIN)/python -m docs.generate

lock: $(STAMP)  ## pins all packages again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .peers demo build dist web/node_modules web/.built src/dateline/web/static .pytest_cache .mypy_cache .ruff_cache
