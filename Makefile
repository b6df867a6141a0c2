# The commands of Attest; bare `make` lists them. They need Python 3.11 or newer, make and git, and nothing else.
# DATABASE_URL, TEST_DATABASE_URL, HOST, PORT and DJANGO_* are read from the environment.

VENV := .venv/bin
# The environment's own Python where there is one, else the first on the machine that is new enough.
FIND_PYTHON = for python in $(VENV)/python python3.11 python3.12 python3.13 python3 python; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$python"; exit 0; fi; done
INSTALL = python=$$($(FIND_PYTHON)); test -n "$$python" || { \
	echo "Attest needs Python 3.11 or newer, and found none on this machine." >&2; exit 1; }; \
	"$$python" scripts/install.py
# The checks look at code, never at a database: a throw-away key and a database in memory.
CHECK_ENVIRONMENT = DJANGO_SECRET_KEY=only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ \
	DATABASE_URL=sqlite://:memory: DJANGO_DEBUG=0
CHECKS := check-lint check-format check-contracts check-refusals check-spelling check-templates \
	check-migrations check-deploy check-types
# More arguments for pytest: make test ARGS="tests/house -x"
ARGS =

.PHONY: help setup serve dev editor test check journeys quality screenshots constraints \
	environment everything $(CHECKS)
.DEFAULT_GOAL := help

help:
	@echo "Attest. The commands:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

setup: everything ## make .venv and install all that running, tests and checks need
	@echo "Ready: .venv holds everything."

serve: environment ## set up, load the shipped record and serve it on http://127.0.0.1:8000/
	@exec $(VENV)/python -m scripts.serve

dev: environment ## the same with Django's reloading server and DJANGO_DEBUG=1
	@exec $(VENV)/python -m scripts.serve --dev

editor: environment ## make (or reset) an editor's account and print how to sign in; NAME=editor
	@$(VENV)/python -m scripts.serve --prepare
	@$(VENV)/python manage.py make_editor $(if $(NAME),--name "$(NAME)")

test: everything ## run the tests, on SQLite or on the database that TEST_DATABASE_URL names
	@$(VENV)/python -m pytest -n auto -m "not journey" $(ARGS)

check: everything $(CHECKS) ## lint, format, types, import contracts, migrations, deploy check
	@echo "All checks passed."

journeys: everything ## run the long Chromium journeys
	@$(VENV)/python -m pytest -m journey $(ARGS)

quality: everything ## question figures on real data; DATA=the folder they are in
	@$(VENV)/python -m benchmarks.quality $(DATA)

screenshots: everything ## take the pictures of the README and the docs
	@$(VENV)/python -m scripts.screenshots $(ARGS)

constraints: ## renew constraints.txt from a fresh environment with the newest allowed versions
	@$(INSTALL) --renew-constraints

# What serving needs, and what everything else needs.
environment:
	@$(INSTALL)

everything:
	@$(INSTALL) dev

# `make -k check` runs them all; each can be run alone.
check-lint: everything
	$(VENV)/ruff check --quiet .

check-format: everything
	$(VENV)/ruff format --quiet --check .

check-contracts: everything
	@echo lint-imports
	@$(VENV)/lint-imports --no-logo --no-cache

check-refusals: everything
	$(VENV)/python -m scripts.refuse_silenced_checks

check-spelling: everything
	$(VENV)/typos

check-templates: everything
	$(VENV)/djlint --quiet --check templates
	$(VENV)/djlint --quiet --lint templates

check-migrations: everything
	@echo manage.py makemigrations --check
	@$(CHECK_ENVIRONMENT) $(VENV)/python manage.py makemigrations --check --dry-run

check-deploy: everything
	@echo manage.py check --deploy
	@$(CHECK_ENVIRONMENT) DJANGO_HTTPS=1 DJANGO_ALLOWED_HOSTS=attest.example \
		$(VENV)/python manage.py check --deploy --fail-level WARNING

check-types: everything
	@echo mypy
	@$(CHECK_ENVIRONMENT) $(VENV)/mypy .
