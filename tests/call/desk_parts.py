"""A whole desk without a window: the real store on disk, the shipped playbook, systems held by the test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from connectors.clock import SystemClock
from connectors.telephony.events import CallEvent, CallEventType, PhoneCommand, TelephonyError
from desktop.call.clock import SiteZone
from desktop.call.context import Context
from desktop.call.desk import Desk
from desktop.call.learner import Learner
from desktop.call.state import CallState, DeskState
from desktop.call.tasks import Tasks
from desktop.playbook.loader import load_playbook
from desktop.playbook.model import Playbook
from desktop.playbook.texts import plain
from desktop.store.db_thread import Db
from desktop.store.keys import FixedKeys
from desktop.store.store import open_store
from tests.call.systems import NOW, HeldSystem, SameLoop

PLAYBOOK = Path("resources/playbooks/fernvik")
KEY = FixedKeys(b"k" * 32)


class Phone:
    """A phone that remembers what it was told, and can be made to refuse."""

    def __init__(self, name: str = "phone", commands: frozenset[PhoneCommand] = frozenset(PhoneCommand)) -> None:
        self.name = name
        self.commands = commands
        self.told: list[tuple[PhoneCommand, str, str | None]] = []
        self.refuses: TelephonyError | None = None

    async def run(self, emit) -> None:
        await asyncio.Event().wait()

    async def command(self, command: PhoneCommand, call_id: str, argument: str | None = None) -> None:
        self.told.append((command, call_id, argument))
        if self.refuses is not None:
            raise self.refuses


class NoDelivery:
    """Where nothing is sent: the outbox is looked at instead."""

    def __init__(self) -> None:
        self.on_change: Callable | None = None
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1

    async def run(self) -> None:
        await asyncio.Event().wait()


@dataclass
class Watcher:
    """What a screen would have been told."""

    calls: list[CallState] = field(default_factory=list)
    desks: list[DeskState] = field(default_factory=list)
    raised: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def on_call(self, state: CallState) -> None:
        self.calls.append(state)
        self.news.set()

    def on_desk(self, state: DeskState) -> None:
        self.desks.append(state)
        self.news.set()

    def on_raise(self) -> None:
        self.raised += 1


class Floor:
    """The desk with everything it stands on."""

    def __init__(
        self,
        folder: Path,
        *systems: HeldSystem,
        phone: Phone | None = None,
        own: frozenset[str] = frozenset(),
        playbook: Playbook | None = None,
        key: bytes = b"e" * 32,
        undo_s: float = 0.0,
        keeps_notes: bool = True,
    ) -> None:
        self.folder = folder
        self.phone = phone or Phone()
        self.failures: list[BaseException] = []
        self.db = Db(partial(open_store, folder, KEY))
        self.delivery = NoDelivery()
        self.watcher = Watcher()
        self.tasks = Tasks(self.failures.append)
        playbook = playbook or load_playbook(PLAYBOOK)
        self.learner = Learner(playbook, key)
        self.language = "en"
        self.desk = Desk(
            Context(
                io=SameLoop(),
                db=self.db,
                connectors=systems,
                phones={self.phone.name: self.phone},
                playbook=playbook,
                delivery=self.delivery,
                learner=self.learner,
                tasks=self.tasks,
                clock=SystemClock(),
                zone=SiteZone("Europe/Berlin"),
                region="DE",
                company="Fernvik",
                agent="Ana",
                report=self.failures.append,
                show=plain,
                language=lambda: self.language,
                store_mode="keyring",
                own_number=own.__contains__,
                undo_s=undo_s,
                keeps_notes=keeps_notes,
            )
        )
        self.desk.subscribe(self.watcher)

    def event(self, kind: CallEventType, call_id: str = "1", **fields) -> None:
        self.desk.signal(CallEvent(self.phone.name, call_id, kind, fields.pop("at", NOW), **fields))

    def ring(self, ani: str | None = "+4915120000004", call_id: str = "1", **fields) -> None:
        self.event(CallEventType.RINGING, call_id, ani=ani, withheld=ani is None, **fields)

    def state(self, index: int = 0) -> CallState:
        state = self.desk.call(self.desk.state.tabs[index].call_id)
        assert state is not None
        return state

    async def until(self, fits: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not self._is(fits):
                self.watcher.news.clear()
                await self.watcher.news.wait()

    def _is(self, fits: Callable[[], object]) -> bool:
        try:
            return bool(fits())
        except IndexError:  # the call is not on screen yet
            return False

    async def close(self) -> None:
        await self.desk.close()
        self.db.close()
        assert self.failures == []
