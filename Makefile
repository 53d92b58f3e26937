# make demo   sets everything up, checks the models, draws them into demo-output/
# make quick  lint, types and the tests that take little, within a minute
# make test   sets everything up, runs the whole suite, which checks the shipped proofs again
# make browser   installs what the tests in a browser's Python need, where there is Node; make test does so, too
# make nightly   the whole suite with ten times as many random tests, then almost right texts (make fuzz-text)
# make coverage   the whole suite, and which statements and branches of the package it runs, in all its processes
# make fuzz   compares the engines on 50,000 random models (hours)
# make fuzz-text   almost right models, expectations and certificates, for ten minutes (SECONDS=…, SEED=…)
# make bench  measures for ten minutes, and writes benchmarks/RESULTS.md, pictures and RESULTS.json; make bench-compare
#   prints ratios to the latter
# make numbers   asks the proposal with each of its numbers at its bounds, and writes docs/numbers-of-the-proposal.md
# make mutate-models   changes every clause of the models that state a score; so many must be noticed
# make mutate-trust   changes every place of the trusted code in turn; some test must notice each
# Needs Python 3.11 or later with venv, and network access the first time. PYTHON=… names another interpreter.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := build/browser/.tried
OUT := demo-output
MODELS := $(notdir $(patsubst %/,%,$(dir $(wildcard models/*/expected.toml))))

# what `make coverage` runs instead of all tests, such as TESTS='-m "not slow"'
TESTS :=

SECONDS := 600
SEED := 1

# two processes; what shares something that takes long to make is run by one of them; when one is lost, the run ends (with
# another in its place, the run would wait for ever for what the lost one has not told)
SHARED := -n 2 --dist loadgroup --max-worker-restart=0
PYTEST := $(BIN)/python -m pytest $(SHARED) -q
# what random tests try, as a multiple of the usual
QUICK_EFFORT := 0.1
TEST_EFFORT := 0.25
NIGHTLY_EFFORT := 5
FUZZ_EFFORT := 25
# how long one test may take where it tries more: seconds (0: as long as it likes)
NIGHTLY_LIMIT := -o faulthandler_timeout=3600
FUZZ_LIMIT := -o faulthandler_timeout=0

.PHONY: demo quick test lint types suite browser coverage nightly fuzz fuzz-text mutate-models mutate-trust bench bench-compare numbers setup clean
.DELETE_ON_ERROR:

setup: $(READY)

$(READY): requirements.lock pyproject.toml .ci/setup
	@VENV="$(VENV)" PYTHON="$(PYTHON)" sh .ci/setup
	@touch $@

demo: $(READY)
	@mkdir -p $(OUT)
	@set -e; for name in $(MODELS); do \
		$(BIN)/bcm check models/$$name/$$name.bcm --expected --format concise \
			--output text=$(OUT)/$$name.txt --output json=$(OUT)/$$name.json; \
		$(BIN)/bcm draw models/$$name/$$name.bcm -o $(OUT)/$$name.svg; \
		echo; \
	done
	@$(BIN)/bcm draw models/japan/japan.bcm -o $(OUT)/japan-violation.svg --highlight pb02_bridge_at_the_cap
	@$(BIN)/bcm draw models/bcm/bcm.bcm -o $(OUT)/bcm-pathways.svg --highlight p04_integrated_reach_permanence
	@echo "All verdicts are as expected. In $(CURDIR)/$(OUT):"
	@echo "  MODEL.svg  the diagram      MODEL.txt  every verdict with its evidence      MODEL.json  the same for programs"
	@echo "  japan-violation.svg  a life course that breaks a property      bcm-pathways.svg  pathways that prove one"

quick: lint types
	BCM_EFFORT=$(QUICK_EFFORT) $(PYTEST) -m "not slow"

test: lint types suite

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

suite: $(READY) browser
	BCM_EFFORT=$(TEST_EFFORT) $(PYTEST)

browser: $(BROWSER)

$(BROWSER): $(READY) .ci/setup-browser tests/browser/package-lock.json tests/browser/requirements.lock
	@VENV="$(VENV)" sh .ci/setup-browser
	@mkdir -p $(@D) && touch $@

nightly: $(READY) browser
	BCM_EFFORT=$(NIGHTLY_EFFORT) $(PYTEST) $(NIGHTLY_LIMIT)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

coverage: $(READY) browser
	@rm -rf build/coverage && mkdir -p build/coverage
	@status=0; $(BIN)/coverage run -m pytest $(SHARED) -q $(TESTS) || status=$$?; \
		$(BIN)/coverage combine --quiet && $(BIN)/coverage report && exit $$status

fuzz: $(READY)
	BCM_EFFORT=$(FUZZ_EFFORT) $(PYTEST) $(FUZZ_LIMIT) tests/agreement tests/verify tests/look tests/vetting tests/answers tests/trust

fuzz-text: $(READY)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

mutate-trust: $(READY)
	$(BIN)/python -m tests.mutation

mutate-models: $(READY)
	@set -e; for file in $$(grep -l mutation models/*/expected.toml); do \
		$(BIN)/bcm check $$(dirname $$file) --mutate --expected --format concise; \
	done

numbers: $(READY)
	$(BIN)/python -m tests.trials.numbers_of_the_proposal
	BCM_GOLDEN=write $(BIN)/python -m pytest -q -n 0 tests/trials/test_numbers_of_the_proposal.py

bench: $(READY)
	$(BIN)/python -m benchmarks

bench-compare: $(READY)
	$(BIN)/python -m benchmarks --compare

clean:
	rm -rf $(VENV) $(OUT) build *.egg-info
