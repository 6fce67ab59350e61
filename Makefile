# Everything a person or CI needs: `make run`, `make test`. See README.md.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WITH_PACKAGES := bash docker/debian-packages
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
QUICK := -n auto -m "not models and not browser and not telephones and not walks and not other_walks"

.PHONY: setup run test test-fast walks check lock clean

setup: .venv/run.stamp var/models.stamp var/topics.stamp  ## venv, packages, models, topics
	@$(WITH_PACKAGES) $(PDF_PACKAGES) || echo "Without these the monthly report is a page, and no PDF." >&2
	@echo "Ready. The command line is $(BIN)/belbalie"

run: setup  ## set up, and start the service with the demonstration municipality
	@$(BIN)/belbalie serve

test: .venv/test.stamp var/models.stamp  ## set up, and run the whole test suite
	@$(WITH_PACKAGES) $(PDF_PACKAGES) chromium baresip sip-tester kamailio
	@$(BIN)/pytest $(QUICK)
	@$(BIN)/pytest -n 3 --dist loadfile -m "models or browser or telephones or walks"

test-fast: .venv/test.stamp  ## without models, browser and telephones, some two minutes
	@$(BIN)/pytest -q $(QUICK)

walks: .venv/test.stamp  ## prove the human door in every kind of call, some ten minutes
	@$(BIN)/pytest -n 2 -s -m other_walks

check: .venv/test.stamp  ## format, lint, types, house rules, licences
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q tests/test_house.py tests/test_licences.py

lock:  ## pin every dependency by hash, after a change in pyproject.toml or docker/uv.in
	$(BIN)/pip-compile -q --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o docker/uv.lock docker/uv.in
	$(BIN)/pip-compile -q --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:  ## remove what setup made; keeps the database
	rm -rf .venv var/models var/models.stamp var/topics.stamp var/prompts var/embeddings

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' || { echo "Python 3.11 or 3.12 is needed, found: $$($(PYTHON) --version)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(WITH_PACKAGES) python3-venv
	@$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python requirements.lock pyproject.toml
	@$(PYTHON) docker/packages $(BIN)/python --require-hashes -r requirements.lock
	@$(PYTHON) docker/packages $(BIN)/python --no-deps -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements-dev.lock
	@$(PYTHON) docker/packages $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

var/models.stamp: .venv/run.stamp
	@mkdir -p var
	@$(BIN)/belbalie models pull whisper-base
	@touch $@

# The first question teaches the search its topics, and what it learned is kept for every start.
var/topics.stamp: var/models.stamp
	@$(BIN)/belbalie ask "Wat kost een paspoort?" > /dev/null
	@touch $@
