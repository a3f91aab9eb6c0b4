# Two commands matter to a newcomer: `make run` and `make test`. Both need Python ≥ 3.11 and make.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: run test fuzz e2e check check-types check-rest fmt bench build messages clean help

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
TESTS ?= tests
# one more than there are processors: the browser and its server often wait for each other
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN); [ $$n -lt 8 ] || n=7; expr $$n + 1)

export PORT ?= 8000
export YINGKE_DATA ?= ./data
export UV_NO_PROGRESS := 1
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true
# containers often set it; each process would then compile all of its modules anew
unexport PYTHONDONTWRITEBYTECODE

help:  ## Say what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run.stamp  ## Start everything and, the first time, build the sample company
	@exec $(BIN)/yingke up --sample-if-new

test: check $(VENV)/browser.stamp  ## Check everything, then run all tests in parallel, browser flows included
	YINGKE_DATA=.cache/test-data $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

fuzz: $(VENV)/dev.stamp  ## Send CASES (10,000) generated requests to the API
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/fuzz.lock
	YINGKE_DATA=.cache/test-data YINGKE_FUZZ_CASES=$(or $(CASES),10000) $(BIN)/python -m pytest \
		-p no:schemathesis tests/surfaces/api/test_fuzz.py

e2e: $(VENV)/dev.stamp $(VENV)/browser.stamp  ## Only those that drive the running product, crashes included
	YINGKE_DATA=.cache/test-data $(BIN)/python -m pytest tests/e2e

check: $(VENV)/dev.stamp $(VENV)/gettext.stamp node_modules/.yingke-lock  ## Style, types, the order of packages, migrations, catalogues
	@$(MAKE) --no-print-directory --jobs 2 check-types check-rest

check-types:
	$(BIN)/mypy

check-rest:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/lint-imports --no-cache --config tests/architecture/circles.ini
	$(BIN)/python -m tests.catalogues
	$(BIN)/python -m tests.markup
	YINGKE_DATA=.cache/test-data $(BIN)/yingke manage makemigrations --check --dry-run

fmt: $(VENV)/dev.stamp  ## Put the code in form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: $(VENV)/dev.stamp $(VENV)/gettext.stamp  ## Bring the catalogues up to date with the source
	$(BIN)/python -m tests.catalogues --update

bench: $(VENV)/dev.stamp  ## Print every benchmark's figures; DATA names the folder with real data
	@failed=0; for name in pages planner planning imports scoring linkage; do \
		echo "› bench/$$name.py"; $(BIN)/python bench/$$name.py $(if $(DATA),--data $(DATA)) || failed=1; \
	done; exit $$failed

build: $(VENV)/dev.stamp  ## Build the wheel into dist/
	$(UV) build --wheel --python $(BIN)/python

clean:  ## Remove what was built; the data folder stays
	rm -rf $(VENV) .cache build dist src/yingke/foundation/ui/static/ui/dist

$(UV):
	@[ -n "$(PYTHON)" ] || { echo "Yingke needs Python 3.11, 3.12 or 3.13; none was found." >&2; exit 1; }
	@echo "› Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore uv

# what the installation builds: styles, scripts, icons and catalogues
UI := src/yingke/foundation/ui
BUILT_FROM := $(UI)/icons.txt $(wildcard locale/*/LC_MESSAGES/*.po) \
	$(shell find $(UI)/static/ui/css $(UI)/static/ui/js $(UI)/assets -type f 2>/dev/null)

$(VENV)/run.stamp: requirements/run.lock pyproject.toml hatch_build.py package-lock.json $(BUILT_FROM) | $(UV)
	@echo "› Installing what Yingke stands on (the first time takes a minute or two)"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.lock
	@echo "› Building the browser assets"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

# which the installation brought, unless somebody has removed the folder since
node_modules/.yingke-lock: | $(VENV)/run.stamp
	@[ -e $@ ] || echo "› Bringing back the browser packages"
	@[ -e $@ ] || $(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@echo "› Installing the tools for tests"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/browser.stamp: | $(UV)
	@command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 || \
		$(MAKE) --no-print-directory install-package NAME=chromium-headless-shell
	@touch $@

$(VENV)/gettext.stamp: | $(UV)
	@command -v xgettext >/dev/null 2>&1 || $(MAKE) --no-print-directory install-package NAME=gettext
	@touch $@

.PHONY: install-package
install-package:
	@command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] || { \
		echo "The tests need the system package '$(NAME)': install it and run make test again." >&2; exit 1; }
	@echo "› Installing $(NAME)"
	@apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(NAME) >/dev/null
