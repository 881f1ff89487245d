# What to run, for trainers and developers alike. `make` alone explains.
# Set-up runs once: a mark in .venv says it was done, and goes stale when the lists of packages change.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
LISTS := pyproject.toml constraints.txt scripts/setup.sh
# The mark's name depends on the folder's: an environment does not survive being moved, so it is then made anew.
PLACE := $(shell pwd | cksum | cut -d ' ' -f 1)
RUNTIME := .venv/.runtime-$(PLACE)
DEV := .venv/.dev-$(PLACE)

.PHONY: help packs setup setup-dev test format-check lint types layers pytest test-all format wheel clean clean-all

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

packs: $(RUNTIME) ## build the packs of all three scenarios, in all layouts, into out/
	$(BIN)/briefgen build

setup: $(RUNTIME) ## only set up what briefgen needs to run

setup-dev: $(DEV) ## set up what its tests need, too

test: format-check lint types layers pytest ## set up, then run every check below

format-check: $(DEV) ## the code is formatted
	$(BIN)/ruff format --check .

lint: $(DEV) ## ruff has nothing to say
	$(BIN)/ruff check .

types: $(DEV) ## mypy agrees
	$(BIN)/mypy

layers: $(DEV) ## each stage imports only the ones below it
	$(BIN)/lint-imports --no-logo

pytest: $(DEV) ## the tests
	$(BIN)/pytest -n auto

test-all: $(DEV) ## the slow tests too: every page of every document, every answer sheet (some 20 minutes)
	$(BIN)/pytest -n auto -m "" --all-pages

format: $(DEV) ## format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(DEV) ## build the sdist, and the wheel from it, into dist/
	$(BIN)/python -m build --no-isolation

clean: ## remove what was built: out/, dist/ and caches
	rm -rf out dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

clean-all: clean ## remove .venv as well (setting up again needs the network)
	rm -rf .venv

# The second builds on the first, so that `make -j` never runs two set-ups in one .venv.
$(RUNTIME): $(LISTS)
	scripts/setup.sh runtime
	@touch $@

$(DEV): $(RUNTIME) $(LISTS)
	scripts/setup.sh dev
	@touch $@
