"""The page on the connectors as a library: its code, as it stands there, in a process without Qt and the desktop."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from tests.connectors.fault_server import FaultServer

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "connectors-library.md").read_text(encoding="utf-8")
CODE = "\n\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
(SAID,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
MANIFEST = """\
schema = 1
name = "{name}"
label = "{label}"
settings = {{ base_url = "{url}/{name}" }}
auth = {{ kind = "bearer", token = "secret:{name}-key" }}
health.check.request.path = "/me"
[customer.find_by_phone]
verify = "phone"
request = {{ path = "/people", query = {{ phone = "${{phone.e164}}" }} }}
map = {{ name = "name", phones = "[phone]", emails = "[mail]" }}
[orders.list]
request = {{ path = "/orders", query = {{ person = "${{customer.id}}" }} }}
map = {{ number = "id", total = "money(total)", status = "lookup(state, 'order')" }}
[tables.order]
sent = "completed"
"""
# It ends by saying what it had imported.
WATCHED = "import atexit, sys\natexit.register(lambda: print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr))\n"


@pytest.fixture
async def company(tmp_path):
    async with FaultServer() as server:
        server.on("/crm/people", [{"id": 7, "name": "Ann Lee", "phone": "0151 / 20000004", "mail": "ann@example.com"}])
        server.on("/shop/people", [{"id": 31, "name": "A. Lee", "phone": "+4915120000004", "mail": "Ann@example.com"}])
        server.on("/crm/orders", [])
        server.on("/shop/orders", [{"id": "SO-1", "total": "52.80", "state": "sent"}])
        for name, label, url in (
            ("crm", "CRM", server.url),
            ("desk", "Help desk", "http://127.0.0.1:9"),
            ("shop", "Shop", server.url),
        ):
            (tmp_path / f"{name}.toml").write_text(MANIFEST.format(name=name, label=label, url=url))
        yield server, tmp_path


async def ran(folder: Path, number: str) -> tuple[int, str, str]:
    """The page's file in a process of its own, with nothing but the package beside it."""
    script = folder / "look_up.py"
    script.write_text(WATCHED + CODE, encoding="utf-8")
    keys = {"SECRET_CRM_KEY": "a", "SECRET_SHOP_KEY": "b", "SECRET_DESK_KEY": "c"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(script), str(folder), number),
        env={**os.environ, **keys, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_the_pages_code_does_what_the_page_says(company):
    server, folder = company
    code, out, err = await ran(folder, "0151 20000004")
    assert (code, out.splitlines()[3:]) == (0, SAID.splitlines()[3:]), err
    assert sorted(out.splitlines()[:3]) == sorted(SAID.splitlines()[:3])  # answers come in any order
    assert {seen.headers["authorization"] for seen in server.seen} == {"Bearer a", "Bearer b"}
    imported = set(err.split())
    assert "connectors" in imported
    assert imported & {"PySide6", "shiboken6", "qasync", "desktop", "sqlcipher3", "keyring"} == set()


async def test_what_is_wrong_with_a_manifest_is_told(company):
    _, folder = company
    (folder / "shop.toml").write_text((folder / "shop.toml").read_text().replace('verify = "phone"\n', ""))
    code, _, err = await ran(folder, "0151 20000004")
    assert code == 1
    assert "shop.toml:7  customer.find_by_phone.verify  missing: every find_by_* must verify" in err
