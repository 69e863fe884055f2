# Needs python3.11 (or PY=…) and make; uv is used where it is on the PATH (UV= turns it off).
PY ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
export PIP_DISABLE_PIP_VERSION_CHECK=1
# The matrices are small: threads would wait for each other longer than they count.
export OPENBLAS_NUM_THREADS=1
export OMP_NUM_THREADS=1

$(VENV)/.run: pyproject.toml requirements.lock
	$(if $(UV),$(UV) venv -q --allow-existing --python $(PY) $(VENV),$(PY) -m venv $(VENV))
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python --require-hashes,$(BIN)/python -m pip install -q) -r requirements.lock
	echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/vnfacts-checkout.pth"
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python --require-hashes,$(BIN)/python -m pip install -q) -r requirements-dev.lock
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q) --no-deps --no-build-isolation -e .
	touch $@

.PHONY: setup demo test lint gate bench ftm lock clean
setup: $(VENV)/.dev
demo: $(VENV)/.run
	$(BIN)/python -m extractor.cli extract --format table samples/huong-tra.txt
test: setup
	$(BIN)/python -m pytest -n 2 --dist worksteal
lint: setup
	$(BIN)/ruff check extractor gazetteers models benchmarks tests
	$(BIN)/mypy
gate: setup
	$(BIN)/python benchmarks/gate.py
bench: setup
	$(BIN)/python benchmarks/batch.py $${VNFACTS_DATA:-../shared}
# The package that checks what --format ftm writes; it builds PyICU, which needs system packages.
ftm: setup
	pkg-config --exists icu-i18n 2>/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends libicu-dev pkg-config g++)
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python --require-hashes,$(BIN)/python -m pip install -q) -r requirements-ftm.lock
lock:
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --extra ftm --group dev -c requirements-dev.lock -o requirements-ftm.lock
clean:
	rm -rf $(VENV)
