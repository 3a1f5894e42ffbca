"""Make the dump that the tests restore: `python -m tests.systems.tryton.seed`, ten minutes or so.

Needed when `fill.py`, `plan.py` or the people change, or for another series of Tryton. Everything in it is invented.
"""

from __future__ import annotations

import lzma
import subprocess
import tempfile
import time
from pathlib import Path

from tests.postgresql import private_server
from tests.systems.place import Place
from tests.systems.tryton.plan import RAW
from tests.systems.tryton.server import DUMP, configuration

ROOT = Path(__file__).parents[3]
MODULES = ("sale", "sale_complaint", "stock_package_shipping")
ACTIVATE = """
import sys
from proteus import Model, Wizard, config
config.set_trytond(sys.argv[1], config_file=sys.argv[2])
Module = Model.get("ir.module")
Module.click(Module.find([("name", "in", sys.argv[3:])]), "activate")
Wizard("ir.module.activate_upgrade").execute("upgrade")
"""


def main() -> None:
    """Install, make the tables, activate the modules, fill them, and keep what came out."""
    place = Place("tryton")
    place.install()
    programs = place.folder / "bin"
    with private_server() as server, tempfile.TemporaryDirectory(prefix="callside-tryton-") as folder:
        address = server.create("tryton")
        settings = configuration(Path(folder), server, 0)
        password = Path(folder) / "password"
        password.write_text("made up, and thrown away")
        environment = {"TRYTONPASSFILE": str(password), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}

        def step(what: str, *command: str) -> None:
            start = time.monotonic()
            subprocess.run([str(programs / command[0]), *command[1:]], check=True, env=environment)
            print(f"{what}: {time.monotonic() - start:.0f} s", flush=True)

        admin = ("trytond-admin", "-c", str(settings), "-d", "tryton", "--all", "--email", "admin@example.com")
        step("tables", *admin)
        step("modules", "python", "-c", ACTIVATE, address, str(settings), *MODULES)
        step("people and sales", "python", "-m", "tests.systems.tryton.fill", address, str(settings))
        server.execute(f"update party_contact_mechanism set type = 'phone' where type = '{RAW}'", "tryton")
        DUMP.write_bytes(lzma.compress(server.dump("tryton"), preset=9 | lzma.PRESET_EXTREME))
    print(f"{DUMP.relative_to(ROOT)}: {DUMP.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
