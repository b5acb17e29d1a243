# The commands of the project. `make run` and `make test` set everything up by themselves.
PYTHON ?= python3
export PYTHON
in_venv = .venv/bin/python
# Two cores are what a small office computer has.
WORKERS ?= 2

.PHONY: run test check gallery help-pictures bench venv lock clean format lint layers types floor wheels

run:
	@.ci/setup run
	@$(in_venv) main.py $(ARGS)

test:
	@.ci/setup dev
	@mkdir -p out/coverage
	@QT_QPA_PLATFORM=offscreen $(in_venv) -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report= $(ARGS)

check: format lint types layers test floor wheels

format: venv
	@$(in_venv) -m ruff format --check --quiet . || { echo "Chạy: $(in_venv) -m ruff format ." >&2; exit 1; }

lint: venv
	@$(in_venv) -m ruff check .

types: venv
	@$(in_venv) -m mypy

layers: venv
	@$(in_venv) -c 'from importlinter.cli import lint_imports_command as lint; lint()'

# Reads what `make test` measured: the share of lines and branches that tests ran, part by part.
floor: venv
	@$(in_venv) tests/coverage_floor.py

# Every package must exist ready-made for Windows, where the users are.
wheels: venv
	@.ci/wheels

gallery:
	@.ci/setup dev
	@QT_QPA_PLATFORM=offscreen $(in_venv) -m tests.gallery out/gallery

# The pictures of resources/help, cut out of the gallery's.
help-pictures:
	@.ci/setup dev
	@QT_QPA_PLATFORM=offscreen $(in_venv) -m tests.gallery.help resources/help/pictures

bench:
	@.ci/setup dev
	@$(in_venv) -m benchmarks

venv:
	@.ci/setup venv

lock:
	@.ci/lock

clean:
	rm -rf .venv out build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
