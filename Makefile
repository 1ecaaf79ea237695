# Two commands: `make serve` to see the site, `make test` to check it. Both install what they need,
# in .venv and .cache; a `##` comment is what `make help` says of a target.

.DEFAULT_GOAL := help
.PHONY: serve build editions test bench mutation lint lock clean help site-tools test-tools mutation-tools

ADDRESS ?= 127.0.0.1:8000
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal
# The tests that must reach every branch of the calculator. They are the same each time, and run by
# themselves: what a random history or a page's test has reached first may be remembered, not run again.
COVERING := tests/broken tests/cases tests/ledgers tests/unit

export NO_MKDOCS_2_WARNING := 1
export PYTHON

serve: site-tools ## Show the site on this machine, and again after each change (ADDRESS=127.0.0.1:8000)
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: site-tools ## Build the site into site/ (SITE_URL=https://example.org/plan/ for absolute addresses)
	$(BIN)/mkdocs build --strict

editions: test-tools ## Build the site with the plan as a PDF, which needs Chromium; check the EPUB where epubcheck is installed
	$(BIN)/mkdocs build --strict
	$(BIN)/python -m scripts.pdf site .cache/plan.pdf
	PDF=.cache/plan.pdf $(BIN)/mkdocs build --strict
	$(BIN)/python -m scripts.tools.epubcheck site/2024/plan.epub

test: lint ## Check everything: types, style, units, cases, the built site, a real browser (PYODIDE=1 for Pyodide on every page)
	$(BIN)/python -m scripts.tools.chromium
	$(PYTEST) --cov=calculator $(COVERING)
	$(PYTEST) $(COVERING:%=--ignore=%) $(if $(PYODIDE),--pyodide)

bench: test-tools ## Measure the self-check: its start against stock Pyodide, its answers on the page, its cost by size; the search; the pages' weight (PART=start, page, cost, search or weight)
	$(BIN)/python -m scripts.bench $(PART)

mutation: mutation-tools ## Change the calculator's code in a thousand places, and list what no test notices
	$(BIN)/python -m scripts.tools.mutation

lint: test-tools ## Check style and types of Python and JavaScript
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m scripts.tools.typescript

lock: test-tools ## Renew the lock files from requirements*.in and package.json
	sh scripts/tools/lock.sh $(BIN)

clean: ## Remove all that was made or downloaded
	rm -rf .venv .cache site .pytest_cache .hypothesis .coverage

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

site-tools:
	@python=$$(sh scripts/tools/find-python.sh) && "$$python" -m scripts.tools.setup requirements.txt

test-tools:
	@python=$$(sh scripts/tools/find-python.sh) && "$$python" -m scripts.tools.setup requirements.txt requirements-dev.txt

mutation-tools:
	@python=$$(sh scripts/tools/find-python.sh) && "$$python" -m scripts.tools.setup requirements.txt requirements-dev.txt requirements-mutation.txt
