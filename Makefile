# Every target does the set-up it needs, so a fresh clone needs no preparation.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
HERA := .venv/bin/hera
# One more than cores: tests wait for clocks and locks.
WORKERS ?= $(shell echo $$(($$(nproc) + 1)))

.PHONY: build
build: ## assemble the extensions into extension/build
	@tools/setup/run build
	@$(MAKE) --no-print-directory bundle

.PHONY: bundle
bundle:
	@$(PYTHON) tools/build/build.py
	@mkdir -p tools/hera/data && cp extension/build/*.sql extension/build/*.control tools/hera/data/
	@tools/setup/install-extensions

.PHONY: install
install: build ## install the extensions into the system's PostgreSQL (needs its directories to be writable)
	@tools/setup/install-extensions --system
	@tools/setup/install-pgvector

.PHONY: up
up: ## start the private server with HERA installed
	@tools/setup/run demo
	@$(MAKE) --no-print-directory bundle
	@$(HERA) up

.PHONY: demo
demo: up ## the main job: real payments of four public bodies, replayed, reviewed and reported
	@$(HERA) --dsn "$$($(HERA) dsn)" demo

.PHONY: clean-demo
clean-demo: ## stop the private server and delete its data
	@if [ -x $(HERA) ]; then $(HERA) down --remove; else rm -rf .hera/pg .hera/run; fi
	@rm -rf -- "$${HERA_HOME:-.hera}/demo"

.PHONY: test
test: ## all set-up, then every test; HERA_SEED=n repeats a run
	@tools/setup/run test
	@$(MAKE) --no-print-directory bundle
	@.venv/bin/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder $(TESTS)

.PHONY: soak
soak: ## the tests at their full counts, then the speed runs; writes docs/figures.md
	@tools/setup/run faults
	@$(MAKE) --no-print-directory bundle
	@HERA_SCALE=1 HERA_FIGURES=docs/figures.md .venv/bin/python -m pytest --timeout=7200 $(TESTS)
	@PYTHONPATH=tests .venv/bin/python -m bench.run --figures docs/figures.md

.PHONY: nightly
nightly: ## the leak suite, fuzzing and sqlsmith at twenty times their full counts
	@tools/setup/run test
	@$(MAKE) --no-print-directory bundle
	@HERA_SCALE=20 HERA_COVERAGE=0 .venv/bin/python -m pytest tests/integration/test_leaks.py \
		tests/integration/test_leaks_sessions.py tests/integration/test_fuzz_functions.py tests/integration/test_sqlsmith.py

.PHONY: faults
faults: ## kill -9, dropped connections, clock jumps and full disks under load, at their full counts, as one table
	@tools/setup/run faults
	@$(MAKE) --no-print-directory bundle
	@HERA_SCALE=1 .venv/bin/python -m pytest --timeout=7200 --quiet tests/faults

.PHONY: bench
bench: ## speed runs on a server of their own; BENCH=--quick for a short look
	@tools/setup/run bench
	@$(MAKE) --no-print-directory bundle
	@PYTHONPATH=tests .venv/bin/python -m bench.run $(BENCH)

.PHONY: evaluate
evaluate: ## HERA beside the usual classifiers on real payments; EVALUATE=--quick for a short look
	@tools/setup/run evaluate
	@$(MAKE) --no-print-directory bundle
	@PYTHONPATH=tests .venv/bin/python -m evaluation.run $(EVALUATE)

.PHONY: lint
lint: ## sqlfluff, squawk, pgspot, ruff and mypy
	@tools/setup/run lint
	@$(PYTHON) tools/build/build.py
	@tools/lint/run

.PHONY: format
format: ## format Python as make lint wants it
	@tools/setup/run lint
	@.venv-lint/bin/ruff check --quiet --fix-only . && .venv-lint/bin/ruff format --quiet .

.PHONY: docs
docs: ## write the generated parts of the documentation
	@$(PYTHON) tools/build/docs.py

.PHONY: help
help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile
