# make app: set up everything and open the app.  make test: set up everything and run the tests.  make check: what CI holds.
# make test WORKERS=4: in four processes at once.  make nightly: what is too heavy for every change.
# make mutants: small faults put into the code, to see which the tests notice.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
RUN := $(VENV)/bin/python
ARGS ?=
WORKERS ?= 2
TESTS := -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: app test check node nightly mutants lint screenshots clean setup setup-dev

app: setup
	@$(RUN) .ci/setup.py port $(PORT)
	@$(RUN) -m streamlit run app.py --server.port $(PORT)

test: setup-dev node
	$(RUN) $(TESTS) $(ARGS)

check: setup-dev lint node
	$(RUN) $(TESTS) $(ARGS)

node:
	@command -v node >/dev/null || echo "The tests of the JavaScript are skipped: node is not installed (Debian: apt-get install nodejs)."

# PART=name runs one part; SEED=n has simulations draw other people
nightly: setup-dev
	@PART="$(PART)" SEED="$(or $(SEED),0)" $(RUN) .ci/nightly.py

# PART=users one package; SEED=n draws other faults; COUNT=n so many a package (200)
mutants: setup-dev
	@PART="$(PART)" SEED="$(or $(SEED),0)" COUNT="$(or $(COUNT),200)" $(RUN) .ci/mutants

lint: setup-dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	$(RUN) .ci/javascript.py

screenshots: setup-dev
	$(RUN) -m tests.browser.screenshots

setup:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) .ci/setup.py install $(VENV) requirements.txt

setup-dev:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) .ci/setup.py install $(VENV) requirements-dev.txt

clean:
	rm -rf $(VENV) .ci/js/node_modules .mypy_cache .ruff_cache .pytest_cache
