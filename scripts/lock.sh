#!/bin/sh
# Resolve pyproject.toml into the hash-pinned locks, for Python 3.11 to 3.13 on Linux, macOS and Windows.
# Pins already in a lock are kept while they fit; `UPGRADE=1` takes the newest of everything.
set -eu
cd -- "$(dirname -- "$0")/.."

resolve() { # SOURCE OUTPUT [OPTION...]
    source=$1 output=$2
    shift 2
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$source" --output-file "$output" "$@" >/dev/null
    echo "$output: $(grep -c '^[a-z0-9]' "$output") packages"
}

compile() { # OUTPUT [OPTION...]
    resolve pyproject.toml "$@"
}

compile requirements.lock
compile requirements-dev.lock --constraint requirements.lock --extra dev
compile requirements-fuzz.lock --constraint requirements-dev.lock --extra fuzz
compile requirements-bench.lock --constraint requirements-dev.lock --extra bench
compile requirements-mutate.lock --constraint requirements-dev.lock --extra mutate
# The real systems of the tests, each in an environment of its own.
for source in tests/systems/*/requirements.in; do
    resolve "$source" "${source%.in}.lock"
done
