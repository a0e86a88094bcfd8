# The front door. `make` alone lists what there is.

UV_VERSION := 0.13.8
PORT ?= 8000
BIN := .venv/bin
LOG := var/install.log
export UV_PYTHON_PREFERENCE := only-system
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV
# Compiled once, not by each process that starts.
unexport PYTHONDONTWRITEBYTECODE

PYTHON = SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret-key)}" $(BIN)/python
MANAGE = $(PYTHON) manage.py
SQLITE = env -u DATABASE_URL
PYTEST = $(BIN)/python -m pytest -q
# One more than there are cores: races wait for each other, browsers for pages.
WORKERS := $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
SOURCES := otopfair fairs vendors products onsite sales pages demo tests tools manage.py gunicorn.conf.py
TYPED := $(wildcard */operations */reports */reports.py) otopfair/thai
STATIC_FILES := $(shell find static -type f 2>/dev/null)

.SILENT:
.PHONY: help demo test test-postgres test-social test-browser test-database lint format bench-data bench bench-rush bench-evening shell clean

help:
	echo "make demo           the portal with demo data on http://127.0.0.1:$(PORT)  (PORT=8001 for another)"
	echo "make test           the tests on SQLite"
	echo "make test-postgres  the tests on the PostgreSQL of DATABASE_URL"
	echo "make test-social    signing in with LINE and ThaID, switched on"
	echo "make test-browser   the journeys in headless Chromium"
	echo "make lint           format, rules, templates, types, migrations"
	echo "make format         put code and templates into shape"
	echo "make bench-data     20,000 products, 2,000 vendors, 300,000 sales rows"
	echo "make bench          speed beside a minimal Django page"
	echo "make bench-rush     thousands of vendors who press for 120 booths in one second"
	echo "make bench-evening  300 officers enter an evening's takings, 20 booths each"
	echo "make shell          a Python prompt with the models"

demo: .venv/.runtime var/secret-key staticfiles/staticfiles.json
	$(MANAGE) serve --bind 127.0.0.1:$(PORT) --check
	test -n "$$DATABASE_URL" || test -f var/db.sqlite3 || echo "Making the database and the demo data, about half a minute …"
	$(MANAGE) migrate --verbosity 0
	DEMO=1 SITE_URL=http://127.0.0.1:$(PORT) $(MANAGE) demo_data
	DEMO=1 SITE_URL=http://127.0.0.1:$(PORT) $(MANAGE) serve --bind 127.0.0.1:$(PORT)

test: .venv/.dev
	$(SQLITE) $(PYTEST) --ignore tests/browser -m "not social" -n $(WORKERS) --dist worksteal $(ARGS)

test-postgres: .venv/.dev
	test -n "$$DATABASE_URL" || { echo "Set DATABASE_URL to a PostgreSQL database, for example postgres://user:password@localhost/otopfair" >&2; exit 1; }
	$(PYTEST) --ignore tests/browser -m "not social" -n $(WORKERS) --dist worksteal $(ARGS)

test-social: .venv/.dev
	$(SQLITE) LINE_LOGIN_ID=line-id LINE_LOGIN_SECRET=x THAID_ID=thaid-id THAID_SECRET=y THAID_URL=http://127.0.0.1:8799 \
	  $(PYTEST) -m social tests/accounts/test_social.py $(ARGS)

test-browser: .venv/.dev
	$(SQLITE) $(PYTEST) tests/browser -m browser -n $(WORKERS) --dist worksteal $(ARGS)

test-database: .venv/.dev
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.ready_database

lint: .venv/.dev var/secret-key
	$(BIN)/ruff format --check --quiet $(SOURCES) || { echo "Run make format" >&2; exit 1; }
	$(BIN)/ruff check --quiet $(SOURCES)
	find templates otopfair -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(PYTHON) -m mypy $(TYPED)
	$(MANAGE) check --fail-level WARNING
	SITE_URL=https://otopfair.example $(MANAGE) check --deploy --fail-level ERROR 2>/dev/null
	$(MANAGE) makemigrations --check --dry-run --verbosity 1

format: .venv/.dev
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix --quiet $(SOURCES)
	find templates otopfair -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true

bench-data: .venv/.dev var/secret-key
	$(MANAGE) migrate --verbosity 0
	DEMO=1 $(MANAGE) bench_data $(ARGS)

bench: .venv/.dev var/secret-key staticfiles/staticfiles.json
	$(PYTHON) -m tests.load.queries
	$(PYTHON) -m tests.load.sums
	$(PYTHON) -m tests.load.run $(ARGS)

bench-rush: .venv/.dev var/secret-key
	$(PYTHON) -m tests.load.rush $(ARGS)

bench-evening: .venv/.dev var/secret-key
	$(PYTHON) -m tests.load.evening $(ARGS)

shell: .venv/.runtime var/secret-key
	$(MANAGE) shell

clean:
	rm -rf .venv staticfiles
	echo "The data in var/ stays."

# --- Environment ------------------------------------------------------------------------------
# The first Python that fits makes .venv; pip fetches uv; uv installs what uv.lock says.
# Nothing is removed from .venv, so that demo and test can take turns without a network.

.venv/bin/uv:
	mkdir -p var
	for candidate in python3.13 python3.12 python3.11 python3; do \
	  if $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; \
	  then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Otopfair needs Python 3.11, 3.12 or 3.13; this machine has $$(python3 --version 2>/dev/null || echo none)." >&2; exit 1; \
	fi; \
	echo "Setting up with $$($$python --version) …"; \
	$$python -m venv --clear .venv >$(LOG) 2>&1 || { \
	  echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv (details: $(LOG))" >&2; exit 1; }; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 15 uv==$(UV_VERSION) >>$(LOG) 2>&1 || { \
	  rm -rf .venv; \
	  echo "The first start needs a network: uv could not be downloaded (details: $(LOG))." >&2; exit 1; }

.venv/.runtime: .venv/bin/uv uv.lock
	mkdir -p var
	echo "Installing packages …"
	$(BIN)/uv sync --locked --inexact --no-dev --quiet >$(LOG) 2>&1 || { \
	  echo "The packages of uv.lock could not be installed; is there a network? (details: $(LOG))" >&2; exit 1; }
	touch $@

.venv/.dev: .venv/bin/uv uv.lock
	mkdir -p var
	echo "Installing packages for development …"
	$(BIN)/uv sync --locked --inexact --quiet >$(LOG) 2>&1 || { \
	  echo "The packages of uv.lock could not be installed; is there a network? (details: $(LOG))" >&2; exit 1; }
	touch $@ .venv/.runtime

var/secret-key:
	mkdir -p var
	umask 077 && od -An -N48 -tx1 /dev/urandom | tr -d ' \n' > $@

staticfiles/staticfiles.json: .venv/.runtime var/secret-key $(STATIC_FILES)
	echo "Collecting static files …"
	$(MANAGE) collectstatic --noinput --verbosity 0
	touch $@
