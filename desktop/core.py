"""Putting the parts together: everything of Callside but the window, which may or may not be there."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from connectors.clock import SystemClock
from connectors.guard import Guarded, SourceState
from connectors.io_thread import Io
from connectors.manifest.problems import FileError
from connectors.site import load_site, open_connectors
from connectors.telephony.baresip import BaresipSource
from connectors.telephony.pop import PopServer
from desktop.call.clock import Clock, SiteZone
from desktop.call.context import Context
from desktop.call.delivery import Delivery
from desktop.call.desk import Desk
from desktop.call.learner import Learner
from desktop.call.syncing import Syncing
from desktop.call.tasks import Tasks
from desktop.playbook.collector import uncollected
from desktop.playbook.loader import load_playbook
from desktop.playbook.problems import PlaybookError
from desktop.playbook.texts import plain_in
from desktop.playbook.watch import Watch
from desktop.reporting import in_one_line
from desktop.secrets import KeyringSecrets
from desktop.settings import local_today
from desktop.store.db_thread import Db
from desktop.store.errors import Locked, Off, StoreError
from desktop.store.keys import DemoKeys, StoreMode
from desktop.store.store import open_best
from desktop.store.synced import StoredSync
from desktop.store.tokens import StoredTokens
from resources.demo.cast import MAIN
from resources.demo.company import DemoCompany, ensure

if TYPE_CHECKING:
    from connectors.connector import Connector
    from connectors.site import Site
    from connectors.telephony.events import TelephonySource
    from desktop.playbook.model import Playbook
    from desktop.playbook.texts import Show
    from desktop.settings import Place
    from desktop.store.keys import KeyStore
    from desktop.store.store import Store

log = logging.getLogger(__name__)

DAY_S = 86_400.0
TURN_S = 0.0002
"""While a playbook is read, the thread that reads it offers its turn this often."""
LOOK_S = 3.0
"""How often the playbook's folder is looked at; what has changed is read when the next look finds it at rest."""
LET_GO_S = 2.0
"""At the end, a system gets this long to close its connections."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the composition may be told: whose desk, further phones, another clock, key store or way to word values."""

    agent: str
    report: Callable[[BaseException], None]
    phones: Sequence[TelephonySource] = ()
    clock: Clock | None = None
    keys: KeyStore | None = None
    show: Show | None = None
    show_in: Callable[[str], Show] | None = None
    language: Callable[[], str] = lambda: "en"
    doors: bool = True
    raised: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Core:
    """A running Callside without its window."""

    site: Site
    io: Io
    db: Db
    connectors: Sequence[Connector]
    desk: Desk
    delivery: Delivery
    company: DemoCompany | None = None

    async def close(self) -> None:
        """Write what is unsaved, let go of phones and systems, end both threads, whatever fails on the way."""
        async with AsyncExitStack() as last_first:
            last_first.callback(self.io.close)
            last_first.callback(self.db.close)
            for connector in reversed(self.connectors):
                last_first.push_async_callback(self._let_go, connector)
            last_first.push_async_callback(self.desk.close)
            last_first.push_async_callback(self.delivery.close)
            # Drafts first: a write on its way may take seconds, and who shuts the computer down may not wait for it.
            self.desk.flush()

    async def _let_go(self, connector: Connector) -> None:
        """A system that does not say goodbye must not keep the program open."""
        try:
            async with asyncio.timeout(LET_GO_S):
                await self.io.run(connector.aclose())
        except Exception as error:  # noqa: BLE001 - whatever a connector raises, the others and the store are closed
            log.warning("%s not closed: %s", connector.name, type(error).__name__)


class StartError(Exception):
    """The site, its playbook or its folder cannot be used; the text says what is wrong, with file and line."""


async def open_core(place: Place, options: Options, io: Io | None = None) -> Core:
    """Build everything on the running loop; raises StartError."""
    try:
        return await _open(place, options, io or Io())
    except (FileError, PlaybookError) as error:
        raise StartError(str(error)) from error
    except (OSError, sqlite3.Error) as error:
        raise StartError(in_one_line(error)) from error


async def _open(place: Place, options: Options, io: Io) -> Core:
    site, playbook, company, watch = await io.run(_read(place))
    clock, zone = options.clock or SystemClock(), SiteZone(site.timezone)
    keys = options.keys or key_store(place)
    db = Db(partial(open_best, place.profile, keys))
    connectors = open_connectors(
        site, KeyringSecrets(site.name), tokens=StoredTokens(db, place.profile), synced=StoredSync(db)
    )
    mode, problem, keeps_notes, explore_key = await _store_state(db)
    tasks = Tasks(options.report)
    learner = Learner(playbook, explore_key)
    tasks.start(_learn(learner, db, options.report))
    delivery = Delivery(db, connectors, io, clock)
    _tell_recoveries(connectors, delivery, tasks)
    tasks.start(_housekeep(db, options.report))
    context = Context(
        io=io,
        db=db,
        connectors=connectors,
        phones=_phones(site, place, options),
        playbook=playbook,
        delivery=delivery,
        learner=learner,
        tasks=tasks,
        clock=clock,
        zone=zone,
        region=site.region,
        company=site.name,
        agent=options.agent,
        report=options.report,
        show=options.show or plain_in(zone, site.currency),
        show_in=options.show_in or (lambda _: plain_in(zone, site.currency)),
        language=options.language,
        store_mode=mode,
        store_problem=problem,
        keeps_notes=keeps_notes,
        practice=place.demo,
        own_number=site.is_own_number,
        undo_s=site.undo_s,
        away_reasons=site.away_reasons,
        handling_goal_s=site.handling_goal_s,
    )
    desk = Desk(context)
    hours = {each.name: each.manifest.sync.every_h for each in site.connections if each.manifest.sync is not None}
    tasks.start(Syncing(connectors, hours, io, clock, desk.on_the_line).run())
    tasks.start(_follow_playbook(watch, desk, partial(_renewed, explore_key, db, tasks, options.report)))
    return Core(site, io, db, connectors, desk, delivery, company)


async def _follow_playbook(watch: Watch, desk: Desk, renewed: Callable[[Playbook], Learner]) -> None:
    """A playbook that was changed is for the calls to come; one that cannot be used is told, and the last one stays.

    It is read while nobody is on the line, in a thread of its own: neither the window nor a system waits for it.
    """
    reader = Io()
    try:
        while True:
            await asyncio.sleep(LOOK_S)
            if not desk.on_the_line():
                await _look_again(watch, reader, desk, renewed)
    finally:
        # One that is just reading ends by itself, with the program: nobody waits for it.
        with suppress(TimeoutError):
            reader.close(timeout=0.1)


async def _look_again(watch: Watch, reader: Io, desk: Desk, renewed: Callable[[Playbook], Learner]) -> None:
    try:
        playbook = await reader.run(_looked(watch))
    except PlaybookError as error:
        desk.refuse_playbook(tuple(str(problem) for problem in error.problems))
    except Exception as error:  # noqa: BLE001 - whatever a folder holds, the next change is looked at again
        log.warning("the playbook could not be read again: %s", type(error).__name__)
    else:
        if playbook is not None:
            desk.use_playbook(playbook, renewed(playbook))


async def _looked(watch: Watch) -> Playbook | None:
    with giving_way():
        return watch.look()


def _renewed(
    key: bytes | None, db: Db, tasks: Tasks, report: Callable[[BaseException], None], playbook: Playbook
) -> Learner:
    """What was learned so far, under another playbook."""
    learner = Learner(playbook, key)
    tasks.start(_learn(learner, db, report))
    return learner


async def _read(place: Place) -> tuple[Site, Playbook, DemoCompany | None, Watch]:
    """Site and playbook, and the demo company built at its first start of a day: work for the io thread."""
    company = None
    if place.company is not None:
        company = ensure(place.company, local_today(place.site), place.playbook or MAIN)
    site = load_site(company.paths.site if company is not None else place.site)
    # What changes from here on is a change: the folder is looked at before it is read.
    watch = Watch(site.playbook)
    with giving_way(), uncollected(lasting=True):
        return site, load_playbook(site.playbook), company, watch


@contextmanager
def giving_way() -> Iterator[None]:
    """Long work beside the window: whoever waits for its turn gets it at once, not after five milliseconds.

    Python's threads take turns, and each of the window's many small steps would wait for one.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _tell_recoveries(connectors: Sequence[Connector], delivery: Delivery, tasks: Tasks) -> None:
    """When a system answers again, what waits for it is sent without waiting for the next probe."""
    loop = asyncio.get_running_loop()
    down: set[str] = set()

    def changed(state: SourceState) -> None:
        if state.status == "failed":
            down.add(state.name)
        elif state.status == "ok" and state.name in down and not loop.is_closed():
            down.discard(state.name)
            loop.call_soon_threadsafe(lambda: tasks.start(delivery.recovered(state.name)))

    for connector in connectors:
        if isinstance(connector, Guarded):
            connector.on_change = changed


async def _housekeep(db: Db, report: Callable[[BaseException], None]) -> None:
    """Once a day, what is past its time is deleted; opening the store does it for today."""
    while True:
        await asyncio.sleep(DAY_S)
        try:
            await db.run(lambda store: store.housekeep())
        except StoreError as error:
            report(error)


def key_store(place: Place) -> KeyStore:
    """Where this profile's key is kept: the operating system's key store, or beside the demo's synthetic data."""
    if place.demo:
        return DemoKeys(place.profile)
    # The key store's own libraries take a third of a second that the demo need not wait for.
    from desktop.store.keyring_keys import KeyringKeys  # noqa: PLC0415 - see above

    return KeyringKeys(place.profile.name)


async def _learn(learner: Learner, db: Db, report: Callable[[BaseException], None]) -> None:
    """What reactions have taught is taken up while the first calls may already ring."""
    try:
        await learner.load(db)
    except StoreError as error:
        report(error)


async def _store_state(db: Db) -> tuple[str, str | None, bool, bytes | None]:
    try:
        return await db.run(
            lambda store: (store.mode.value, store.problem or _refusal(store), store.keeps_notes, store.explore_key)
        )
    except StoreError as error:
        return "none", error.code, False, None


def _refusal(store: Store) -> str | None:
    """Why nothing can be kept where nothing is wrong: there is no key store, or it is locked."""
    if store.keeps_notes:
        return None
    return Locked.code if store.mode is StoreMode.LOCKED else Off.code


def _phones(site: Site, place: Place, options: Options) -> Mapping[str, TelephonySource]:
    phones = [
        *options.phones,
        *(BaresipSource(p.host, p.port, site.region, p.name) for p in site.telephony if p.kind == "baresip"),
    ]
    if options.doors:
        phones.append(PopServer(place.door, site.region, options.raised))
    return {phone.name: phone for phone in phones}
