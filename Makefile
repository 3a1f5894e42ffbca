# Everything a person needs to run, check and release Callside. `make help` lists it.
# PYTHON=python3.12 chooses the interpreter of .venv; ARGS="…" goes to the program or to pytest.

.DEFAULT_GOAL := help
.PHONY: help setup system run test lint format test-sip test-keyring test-a11y test-faults test-systems test-slow test-oracle cover mutate fuzz bench bench-web translations screenshots readme-image agents-images reference lock clean

PYTHON ?=
ARGS ?=
UPGRADE ?=
SCREENSHOTS := build/screenshots
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
export PYTHON UPGRADE
# The tests start the program hundreds of times: it starts as it does for a person, from compiled code.
unexport PYTHONDONTWRITEBYTECODE

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv from the locked packages, and nothing else
	@sh scripts/setup.sh

system: setup ## ensure the system libraries that Qt loads (Linux)
	@$(BIN)/python scripts/system_libraries.py

run: system ## set everything up and open the demo
	@sh scripts/run_demo.sh $(SCREENSHOTS) $(ARGS)

test: system lint ## set everything up, check the code and run the tests
	$(PYTEST) -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup ## style, types, floors and the house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m scripts.house_lint

format: setup ## rewrite the code the way lint wants it
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

test-sip: setup ## the telephony tests against a real softphone and SIP peer
	@$(BIN)/python scripts/system_libraries.py --sip
	$(PYTEST) -m sip $(ARGS)

test-keyring: setup ## the key store tests against a real secret service
	@$(BIN)/python scripts/system_libraries.py --keyring
	@sh scripts/with_secret_service.sh $(PYTEST) -m keyring $(ARGS)

test-a11y: setup ## one whole call through a screen reader's ears, and by its actions and keys
	@$(BIN)/python scripts/system_libraries.py --a11y
	@sh scripts/with_screen_reader.sh $(PYTEST) tests/a11y -m a11y $(ARGS)

test-faults: setup ## the fault matrix of HTTP, each row with its figure
	$(PYTEST) tests/connectors tests/call -m faults $(ARGS)

# A home of their own is what tests have: where the systems are installed is said from outside.
test-systems: export CALLSIDE_SYSTEMS := $(or $(CALLSIDE_SYSTEMS),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/callside-systems)
test-systems: setup ## the shipped connectors against the real systems, installed and filled with people
	@$(BIN)/python scripts/system_libraries.py --systems || true
	@$(BIN)/python -m tests.systems.install
	$(PYTEST) tests/systems -m systems -rs -n 2 --dist loadfile $(ARGS)

test-slow: system ## the tests that take longer than ten seconds
	$(PYTEST) -m slow $(ARGS)

test-oracle: setup ## the decision engine against its reference, over a million verdicts
	$(PYTEST) -m oracle $(ARGS)

# Without the tests that invent their examples: a branch only they reach is a matter of luck.
cover: system ## the tests of the decision engine, and every branch of it that none of them takes
	$(BIN)/python -m coverage run -m pytest tests/rules -m "not hypothesis and not slow and not oracle" $(ARGS)
	$(BIN)/python -m coverage report

mutate: setup ## change the decision engine a little, many times: do its tests notice? (ARGS="kleene gates": some modules)
	@$(BIN)/python -m pip --disable-pip-version-check --quiet --quiet install --require-hashes --requirement requirements-mutate.lock
	@$(BIN)/python -m tests.mutation $(ARGS)

fuzz: setup ## hostile input for every reader of rules (Linux on x86-64)
	@$(BIN)/python -m pip --disable-pip-version-check --quiet --quiet install --require-hashes --requirement requirements-fuzz.lock
	$(BIN)/python -m tests.fuzz $(ARGS)

bench: system ## the benchmarks, each as a ratio to its yardstick
	@$(BIN)/python -m pip --disable-pip-version-check --quiet --quiet install --require-hashes --requirement requirements-bench.lock
	$(BIN)/python -m tests.bench $(ARGS)

bench-web: system ## a web page on the same call, beside ours: pixels and memory (wants Chromium)
	@$(BIN)/python scripts/system_libraries.py --web || true
	$(BIN)/python -m tests.bench.web $(ARGS)

translations: setup ## bring the catalogs in step with the code and compile them
	@$(BIN)/python -m scripts.translations

screenshots: system ## play the demo headless and keep its pictures in build/screenshots
	QT_QPA_PLATFORM=offscreen $(BIN)/callside demo --headless --screenshots $(SCREENSHOTS) $(ARGS)

readme-image: system ## make the picture in the README from the demo
	QT_QPA_PLATFORM=offscreen $(BIN)/callside demo --headless --call billing_dispute --theme light --screenshots build/readme
	@mkdir -p docs/images
	@$(BIN)/python -m scripts.small_image build/readme/light/billing_dispute-4-guide.png docs/images/workspace.png

agents-images: system ## take the pictures of docs/agents.md from the demo
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m scripts.agents_images

reference: setup ## write docs/playbook-reference.md, docs/manifest-reference.md and docs/shipped-connectors.md from the code
	@$(BIN)/python -m scripts.playbook_reference
	@$(BIN)/python -m scripts.manifest_reference
	@$(BIN)/python -m scripts.shipped_connectors

lock: setup ## resolve pyproject.toml into the locks (UPGRADE=1: newest of everything)
	@sh scripts/lock.sh

clean: ## remove what builds and tools leave behind; .venv stays
	rm -rf build dist .coverage *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find desktop connectors resources tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
