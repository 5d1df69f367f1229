# make app: set up everything and open the app.  make test: set up everything and run the tests.  make check: what CI holds.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
RUN := $(VENV)/bin/python
ARGS ?=

.PHONY: app test check lint screenshots clean setup setup-dev

app: setup
	@$(RUN) .ci/setup.py port $(PORT)
	@$(RUN) -m streamlit run app.py --server.port $(PORT)

test: setup-dev
	$(RUN) -m pytest $(ARGS)

check: setup-dev lint
	$(RUN) -m pytest $(ARGS)

lint: setup-dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

screenshots: setup-dev
	$(RUN) -m tests.browser.screenshots

setup:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) .ci/setup.py install $(VENV) requirements.txt

setup-dev:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) .ci/setup.py install $(VENV) requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
