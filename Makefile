# Two targets do everything: `make demo` and `make test`. The others are parts of them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check fix messages screenshots lock clean

demo: .venv/ready
	$(BIN)/appeals demo

test: .venv/ready-to-test
	@sh tests/system_packages.sh
	$(BIN)/python -m pytest -n 2 --dist loadfile

# What a change must pass before it is committed, apart from the tests.
check: .venv/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates

fix: .venv/ready-to-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: .venv/ready-to-test
	$(BIN)/python -m tests.browser.screenshots screenshots

# Collect the messages of code and templates into the catalogues of all languages.
messages: .venv/ready-to-test
	$(BIN)/pybabel -q extract -F translations/babel.cfg --no-location --sort-output \
		--project appeals --copyright-holder "" --msgid-bugs-address "" \
		--no-default-keywords -k _ -k N_ -k gettext -k lazy_gettext -k ngettext:1,2 -k pgettext:1c,2 -o translations/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100 -i translations/messages.pot -d translations -N
	rm translations/messages.pot

# Resolve the dependencies anew; needs uv.
lock:
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header -q pyproject.toml --extra setup -o requirements/main.txt
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header -q pyproject.toml --extra setup --extra dev \
		-c requirements/main.txt -o requirements/dev.txt

clean:
	rm -rf .venv instance

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: .venv/bin/python requirements/main.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/main.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/ready-to-test: .venv/bin/python requirements/dev.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready $@
