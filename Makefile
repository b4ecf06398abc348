# Recalling. `make run` sets everything up and serves; `make help` lists the rest.

# The Python to build with: any of 3.11 to 3.14. Left empty, the first suitable one on the PATH is taken.
PYTHON ?=
# `make run EMBEDDED=no` leaves the embedded engine out (70 MB), for those who use Neo4j by URL.
EMBEDDED ?= auto
# Further words for the program: `make run ARGS="--port 9000"`, `make test ARGS="-k symbols"`,
# `make neo4j ARGS="--release 2026"`.
ARGS ?=
# Processes that share the tests: `make test TESTERS=2` is quicker on a machine that does nothing else; on a busy one some
# tests that look at the clock fail.
TESTERS ?= 0

VENV := .venv
BIN := $(VENV)/bin
# The place is part of the stamps' names: a virtual environment does not survive being moved or copied.
PLACE := $(shell pwd -P | cksum | cut -d' ' -f1)
READY := $(VENV)/ready-$(PLACE)
READY_DEV := $(VENV)/ready-dev-$(PLACE)
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help install run test check bench endurance lock neo4j clean

help:
	@echo "make run      everything set up, and the API on http://127.0.0.1:8000"
	@echo "make install  the set-up alone, in $(VENV)"
	@echo "make test     make check, and every test that this machine can run"
	@echo "make check    style, types, imports, vocabulary"
	@echo "make bench    the benchmarks"
	@echo "make endurance  loads that are killed, files that are damaged: half an hour"
	@echo "make neo4j    a real Neo4j with Browser, from Maven Central, until Ctrl-C"
	@echo "make lock     both locks anew from pyproject.toml (UPGRADE=1: with newer versions)"
	@echo "make clean    removes $(VENV) and what the tools left behind"

install: $(READY)

# Ctrl-C is how one stops a server, not an error to report.
run: $(READY)
	@trap : INT; $(BIN)/recalling serve $(ARGS) || { code=$$?; test $$code -eq 130 || exit $$code; }

# Without a Neo4j the tests on it are left out and named at the end (under CI=true they fail), so go on.
test: check
	@$(BIN)/python tests/servers/neo4j_choice.py || true
	@$(BIN)/pytest -n $(TESTERS) $(ARGS)

# `wildcard`, because the vocabulary test belongs to the packages' own tests and may move with them.
check: $(READY_DEV)
	@$(BIN)/ruff check --quiet .
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/pytest -q -p no:randomly tests/test_house.py $(wildcard tests/test_vocabulary.py tests/graph/test_vocabulary.py)

bench: $(READY_DEV)
	@PYTHONPATH=.:tests/documents:tests/servers:tests/bench $(BIN)/python tests/bench/run.py $(ARGS)

# Half an hour: fifty loads killed at random moments, and every kind of damage to the embedded graph.
endurance: $(READY_DEV)
	@PYTHONPATH=.:tests/documents:tests/servers:tests/endurance $(BIN)/python tests/endurance/kills.py $(ARGS)
	@RECALLING_ENDURANCE=1 $(BIN)/pytest -q tests/e2e/test_damage.py

neo4j: $(READY_DEV)
	@trap : INT; $(BIN)/python tests/servers/neo4j_server.py $(ARGS) || { code=$$?; test $$code -eq 130 || exit $$code; }

$(READY): requirements.lock pyproject.toml
	@$(make-venv)
	@$(call pip-install,requirements.lock)
	@rm -f $(VENV)/ready-* && touch $@

$(READY_DEV): requirements-dev.lock requirements.lock pyproject.toml
	@$(make-venv)
	@$(call pip-install,requirements-dev.lock)
	@rm -f $(VENV)/ready-* && touch $(READY) $@

# Universal locks: one file for every system and Python. No index is named in them: each person's pip has its own.
UPGRADE ?=
COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
lock:
	@$(find-python); test -x .venv-lock/bin/uv || { "$$python" -m venv .venv-lock && \
		.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); }
	@$(COMPILE) pyproject.toml --extra build -o requirements.lock
	@$(COMPILE) pyproject.toml --all-extras -c requirements.lock -o requirements-dev.lock
	@grep -c == requirements.lock requirements-dev.lock

clean:
	@rm -rf $(VENV) .venv-lock .pytest_cache .ruff_cache .hypothesis .import_linter_cache dist
	@find graph loaders viz api tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- shell pieces ---------------------------------------------------------------------------------------------------

# Sets $python. Each candidate is run, because a name on the PATH may be a shim with nothing behind it.
define find-python
python=; for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.14 python3.11); do \
	if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' >/dev/null 2>&1; then \
		python="$$candidate"; break; fi; done; \
if test -z "$$python"; then \
	echo "Recalling needs Python 3.11 to 3.14; found: $$("$(or $(PYTHON),python3)" --version 2>&1 | head -n 1)." >&2; \
	echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or say: make PYTHON=/path/to/python3" >&2; \
	exit 2; fi
endef

# Debian keeps ensurepip, without which venv cannot work, in a package of its own: its name has the version in it.
define make-venv
set -e; $(find-python); \
if ! { test -e $(READY) || test -e $(READY_DEV); } || ! $(BIN)/python -c '' 2>/dev/null; then \
	rm -rf $(VENV); \
	if ! said=$$("$$python" -m venv $(VENV) 2>&1); then \
		rm -rf $(VENV); \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then echo "$$said" >&2; \
		else echo "Python $$version cannot make virtual environments here: the package python$$version-venv is missing." >&2; \
			echo "Install it (Debian, Ubuntu: apt install python$$version-venv) and run make again." >&2; fi; \
		exit 2; fi; fi
endef

# The embedded engine's wheels want the GNU C library 2.34 on Linux, which no marker in a lock can say: where it is
# older or another, its entries are taken out of the lock, and the rest installs and works with Neo4j.
# `--no-compile` saves 14 s of 33: Python compiles what is imported, and most of these files never are.
define pip-install
set -e; lock=$(1); embedded=$(EMBEDDED); \
if test $$embedded = auto; then embedded=$$($(BIN)/python -c 'import platform, sys; \
	name, version = platform.libc_ver(); number = [int(part) for part in version.split(".") if part.isdigit()]; \
	print("no" if sys.platform == "linux" and (name != "glibc" or number < [2, 34]) else "yes")'); fi; \
if test $$embedded = no; then \
	awk '/^(arcadedb-embedded|jpype1)==/ { skip = 1 } !skip { print } !/\\$$/ { skip = 0 }' $(1) > $(VENV)/$(1); \
	lock=$(VENV)/$(1); echo "Without the embedded engine: set RECALLING_GRAPH to the URL of a Neo4j."; fi; \
echo "Installing $$(grep -c == $$lock) packages into $(VENV) (once; a minute or two) ..."; \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r $$lock; \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
endef
