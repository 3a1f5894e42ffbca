#!/bin/sh
# Make .venv: the locked packages, then this project itself, editable, compiled as an installed one is. Outside of .venv
# only __pycache__ is written.
# PYTHON=python3.12 chooses the interpreter; a run with nothing to do costs a few milliseconds.
set -eu
cd -- "$(dirname -- "$0")/.."
stamp=.venv/.setup-stamp

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

version_of() { # INTERPRETER: its "3.x", or nothing where Callside does not run on it
    "$1" -c 'import sys; v = sys.version_info[:2]; print("%d.%d" % v) if (3, 11) <= v < (3, 14) else None' 2>/dev/null || true
}

find_python() {
    for candidate in python3.11 python3.12 python3.13 python3 python; do
        if [ -n "$(version_of "$candidate")" ]; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    die "Callside needs Python 3.11, 3.12 or 3.13, and none was found." \
        "Install one (on Debian or Ubuntu: apt-get install python3.11 python3.11-venv), or name it: make PYTHON=/path/to/python"
}

fingerprint() { # what this .venv was made from
    printf 'python %s\n' "$1"
    printf 'folder %s\n' "$(pwd -P)"
    cksum <requirements-dev.lock
    cksum <pyproject.toml
}

made_here() { # whether .venv can be installed into as it stands: it works, and it was not moved or copied here
    [ "$(version_of .venv/bin/python)" = "$version" ] && grep -qxF "folder $(pwd -P)" .venv/.folder 2>/dev/null &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    version=$(version_of "$PYTHON")
    [ -n "$version" ] || die "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13."
else
    version=$(version_of .venv/bin/python)
fi
if [ -n "$version" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$version")" ]; then
    exit 0
fi
rm -f "$stamp"

if [ -z "$version" ] || ! made_here; then
    PYTHON=${PYTHON:-$(find_python)}
    version=$(version_of "$PYTHON")
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || die "$PYTHON cannot make virtual environments: its venv module is missing." \
        "On Debian or Ubuntu: apt-get install python$version-venv (with sudo if you are not root), then run make again."
    echo "Making .venv with $("$PYTHON" --version) ..."
    "$PYTHON" -m venv --clear .venv
    printf 'folder %s\n' "$(pwd -P)" >.venv/.folder
fi

pip() {
    .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet "$@"
}

echo "Installing the locked packages ..."
pip install --require-hashes --requirement requirements-dev.lock
pip install --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q desktop connectors resources
fingerprint "$version" >"$stamp"
echo "Ready: .venv/bin/callside"
