#!/bin/sh
# Resolve pyproject.toml into the hash-pinned locks, for Python 3.11 to 3.13 on Linux, macOS and Windows.
# Pins already in a lock are kept while they fit; `UPGRADE=1` takes the newest of everything.
set -eu
cd -- "$(dirname -- "$0")/.."

compile() { # OUTPUT [OPTION...]
    output=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} pyproject.toml --output-file "$output" "$@" >/dev/null
    echo "$output: $(grep -c '^[a-z0-9]' "$output") packages"
}

compile requirements.lock
compile requirements-dev.lock --constraint requirements.lock --extra dev
compile requirements-fuzz.lock --constraint requirements-dev.lock --extra fuzz
compile requirements-bench.lock --constraint requirements-dev.lock --extra bench
compile requirements-mutate.lock --constraint requirements-dev.lock --extra mutate
