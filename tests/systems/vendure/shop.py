"""The shop while it runs: what is in its file at the start, and nothing of it is kept."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.systems.place import Place, program
from tests.systems.running import answers, free_port, running
from tests.systems.vendure.make import HERE, SHOP

DESK = {"vendure-user": "desk@example.com", "vendure-password": "desk-password"}
NARROW = {"vendure-user": "no-orders@example.com", "vendure-password": "no-orders-password"}


@dataclass
class Shop:
    """The running shop."""

    port: int
    token: str = ""

    def ask(self, query: str, variables: Mapping[str, object] | None = None) -> dict[str, Any]:
        """What the shop says to its superadmin."""
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/admin-api", body, headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            self.token = response.headers.get("vendure-auth-token") or self.token
            found: dict[str, Any] = json.load(response)["data"]
        return found

    def sign_in(self) -> None:
        """Be the superadmin from now on."""
        self.ask('mutation { login(username: "superadmin", password: "superadmin") { __typename } }')

    def order_number(self, customer: str) -> str:
        """The number of a customer's first order."""
        self.sign_in()
        query = (
            "query($c: ID!) { customer(id: $c) { orders(options: { take: 1, sort: { id: ASC } }) { items { code } } } }"
        )
        return str(self.ask(query, {"c": customer})["customer"]["orders"]["items"][0]["code"])

    def notes(self, customer: str) -> list[str]:
        """The notes of a customer, newest first."""
        self.sign_in()
        query = "query($c: ID!) { customer(id: $c) { history(options: { sort: { createdAt: DESC } }) { items { type data } } } }"
        items = self.ask(query, {"c": customer})["customer"]["history"]["items"]
        return [item["data"]["note"] for item in items if item["type"] == "CUSTOMER_NOTE"]

    def end_sessions(self) -> int:
        """Sign everybody out; how many sessions there were."""
        url = f"http://127.0.0.1:{self.port}/end-all-sessions"
        with urllib.request.urlopen(urllib.request.Request(url, b""), timeout=10) as response:
            return int(json.load(response)["ended"])


@contextmanager
def running_shop(folder: Path) -> Iterator[Shop]:
    """The shop, with its log in a folder; raises NotHere."""
    modules = Place("vendure").installed() / "node_modules"
    port = free_port()
    environment = {"NODE_PATH": str(modules), "VENDURE_DISABLE_TELEMETRY": "true"}
    command = (program("node"), HERE / "server.js", str(port), SHOP)
    with running(command, folder, lambda: answers(f"http://127.0.0.1:{port}/health"), environment):
        yield Shop(port)
