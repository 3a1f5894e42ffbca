"""Install the systems that `make test-systems` talks to: `python -m tests.systems.install`.

Apart from the tests, which have no home, no proxy and no settings of the person whose machine this is. A system that
cannot be fetched from here is told and left out, its tests are then skipped; a lock that cannot be installed from a
registry that answers is an error.
"""

from __future__ import annotations

import subprocess
import time

from tests.systems.place import NotHere, Place, cache, places


def main() -> int:
    """Install what is missing; 1 if a lock is broken."""
    return max([_install(place) for place in places()], default=0)


def _install(place: Place) -> int:
    if place.is_complete:
        return 0
    print(f"Installing {place.name} in {cache()} ...", flush=True)
    start = time.monotonic()
    try:
        place.install()
    except NotHere as why:
        print(f"{place.name} is left out: {why}")
        return 0
    except subprocess.CalledProcessError:
        if place.is_registry_there():
            print(f"{place.name} cannot be installed from {place.lock}")
            return 1
        print(f"{place.name} is left out: no packages can be had from here")
        return 0
    print(f"{place.name} took {time.monotonic() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
