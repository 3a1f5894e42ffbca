"""One target under the fuzzer, with the engine instrumented for coverage; started by `python -m tests.fuzz`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["desktop.rules", "desktop.playbook", "desktop.commands"]):
    from tests.fuzz.targets import TARGETS

name = sys.argv.pop(1)
run = TARGETS[name].run
for seed in TARGETS[name].seeds():
    run(seed)  # what is read once and kept does not count against the first input
atheris.Setup(sys.argv, run)
atheris.Fuzz()
