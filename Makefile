# Everything runs from a clone: the first target that needs it makes the virtual environment.
PYTHON ?= python3
STACK ?= prod-aws
BIN := .venv/bin
READY := .venv/.ready
DOCS := .cache/docs/venv

.PHONY: preview up refresh destroy engine test test-fast test-review check format schema bless wheel docs charts inventory bench scale clean

$(READY): requirements.txt
	@echo "making .venv from requirements.txt, a few minutes the first time"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $(READY)

$(DOCS)/.ready: requirements-docs.txt
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/pip install --quiet --disable-pip-version-check --requirement requirements-docs.txt
	@touch $(DOCS)/.ready

preview up refresh destroy: $(READY)
	$(BIN)/python -m emulator $@ --stack $(STACK)

engine: $(READY)
	$(BIN)/python -m emulator engine

test: $(READY)
	$(BIN)/python -m pytest

# Two dozen changes on every stack, each previewed by the real engine and held to its golden comment; `test` has a dozen.
test-review: $(READY)
	$(BIN)/python -m pytest tests/review/test_changes.py --every-change

# The library alone: pure tests, and components on a stand-in for the engine.
LIBRARY := charts cloud config idp kubernetes planes values

test-fast: $(READY)
	$(BIN)/python -m pytest -m "not engine" $(addprefix tests/,$(LIBRARY)) tests/test_*.py

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyrefly check

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: $(READY)
	$(BIN)/python -m components.config.schema
	$(BIN)/python -m components.config.manual

wheel: $(READY)
	$(BIN)/python -m build --no-isolation

bless: $(READY)
	$(BIN)/python -m pytest --bless --every-change

# The site, in site/: a warning is an error. It reads the sources and imports nothing of them.
docs: $(DOCS)/.ready
	$(DOCS)/bin/python -m sphinx -q -W --keep-going -d .cache/docs/doctrees -c docs/site . site

charts: $(READY)
	$(BIN)/python -m tests.charts.render "$(CHARTS)" $(STACK)

inventory: $(READY)
	$(BIN)/python -m tests.charts.inventory "$(CHARTS)"

bench: $(READY)
	$(BIN)/python -m tests.bench $(STACK)

# Fifty data planes in one stack, two hundred stacks of one: an hour or two. `make scale SCALE=--help` has smaller ones.
scale: $(READY)
	$(BIN)/python -m tests.scale $(SCALE)

clean:
	rm -rf .cache build dist site *.egg-info
