"""What the agent's yes does: writes promised with the journal, a letter, a note, a number, the caller handed on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from connectors.connector import UPDATE
from connectors.telephony.events import PhoneCommand
from desktop.call.changing import Changing
from desktop.call.effects import BY_PHONE, Effects
from desktop.call.macros import Macros
from desktop.call.resumed_deeds import AGAIN_S, UNDOES, unsent_deeds
from desktop.call.state import ActionNote
from desktop.call.tasks import UnderWay
from desktop.call.undo import DEED, Deed, Undo, deed_of
from desktop.store.errors import StoreError
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from desktop.call.advice import Advice
    from desktop.call.call_log import CallLog
    from desktop.call.context import Context
    from desktop.call.deed_views import ChangeView, MacroView
    from desktop.call.letters import Letters
    from desktop.call.resumed_deeds import Before
    from desktop.call.undo import Back
    from desktop.call.wrap_up import WrapUp
    from desktop.call.writes import Writer
    from desktop.rules.session import ActionEntry, FilledEffect
    from desktop.store.records import JournalEntry, JsonMap, OutboxDraft


class Around(Protocol):
    """What a deed needs of its call: who writes, the phone, and a fresh look when it is done."""

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""

    def can(self, command: PhoneCommand) -> bool:
        """Whether the phone would take this now: for this call, or to call a number any phone."""

    def command(self, command: PhoneCommand, argument: str | None = None) -> None:
        """Use the phone on this call."""

    def dial(self, number: str) -> None:
        """Call a number."""

    def settle(self) -> None:
        """Something is done: look again."""


class Deeds:
    """Accepting or declining actions and doing guide steps; nothing is done twice while it is being saved."""

    def __init__(
        self, call: Around, context: Context, advice: Advice, log: CallLog, wrap_up: WrapUp, letters: Letters
    ) -> None:
        self._call = call
        self.under_way = UnderWay(context.tasks)
        self._advice = advice
        self._log = log
        self._wrap_up = wrap_up
        self._effects = Effects(call, wrap_up, letters, lambda: context.zone.local_date(context.clock.now()))
        self.macros = Macros(context, advice, self._hindrance)
        self.changes = Changing(call)
        self._saving: set[str] = set()
        self.undo = Undo(context, log, self.under_way, call.settle)

    def accept(self, action_id: str) -> None:
        """Do what an action proposes."""
        entry = self._advice.entry(action_id)
        if entry is None or action_id in self._saving:
            return
        # For whom and what is settled now, at the key press; and a second press while it is saved is none.
        drafts, problem = self._prepared(entry.effects, self._advice.subject_of(entry.id))
        if problem is not None:
            self._advice.note(action_id, "failed", problem)
            self._call.settle()
        else:
            self._saving.add(action_id)
            decision = self._advice.behind()
            data = {"action": entry.id, "outcome": "accepted", "group": entry.group, "decision": decision}
            done = self._entry(Kind.ACTION_ACCEPTED, data, entry.effects)
            self.under_way.start(self._accept(entry, done, drafts, decision))

    async def _accept(self, entry: ActionEntry, done: JournalEntry, drafts: list[OutboxDraft], decision: str) -> None:
        advice = self._advice
        if await self._promise(done, drafts):
            advice.accept(entry.id)
            self._effects.carry_out(entry.effects, _number(done))
            back, stays = (
                partial(advice.take_back, entry.id, entry.title),
                partial(advice.stays_accepted, entry.id, decision),
            )
            self._offer(done, Kind.ACTION_UNDONE, entry.title, drafts, back, stays)
        else:
            advice.note(entry.id, "failed", None)
        self._saving.discard(entry.id)
        self._call.settle()

    def decline(self, action_id: str, reason_id: str) -> None:
        """Not this one."""
        entry = self._advice.entry(action_id)
        if entry is None:
            return
        decision = self._advice.behind()
        outcome, until = self._advice.decline(action_id, reason_id, decision)
        data = {"action": action_id, "outcome": outcome, "reason": reason_id, "group": entry.group}
        data["decision"] = decision
        if until is not None:
            data["until"] = until.isoformat()
        self._log.note("action.declined", data)
        self._call.settle()

    def do_step(self, step_id: str) -> bool:
        """Do what a guide step does, which then counts as answered; False where it does nothing, or has done it."""
        effect = self._advice.guide.effect(step_id)
        if effect is None:
            return False
        key = f"step:{step_id}"
        if key in self._saving:
            return True
        drafts, problem = self._prepared((effect,), self._advice.guide.title(step_id))
        if problem is not None:
            self._advice.guide.refuse(step_id, problem)
            self._call.settle()
        else:
            self._saving.add(key)
            data = {"step": step_id, "call_type": self._advice.call_type or "", "effect": effect.kind}
            done = self._entry(Kind.STEP_DONE, data, (effect,))
            self.under_way.start(self._do_step(step_id, effect, self._person(), done, drafts))
        return True

    async def _do_step(
        self,
        step_id: str,
        effect: FilledEffect,
        person: MergedCustomer | None,
        done: JournalEntry,
        drafts: list[OutboxDraft],
    ) -> None:
        guide = self._advice.guide
        title = guide.title(step_id)
        if await self._promise(done, drafts):
            # Done for one person, it is still to be done for another who has come to the line meanwhile.
            if self._is_on_the_line(person):
                guide.did(step_id)

            def undid() -> None:
                if self._is_on_the_line(person):
                    guide.undid(step_id)

            self._effects.carry_out((effect,), _number(done))
            self._offer(done, Kind.STEP_UNDONE, title, drafts, undid)
        else:
            guide.refuse(step_id, "not_saved")
        self._saving.discard(f"step:{step_id}")
        self._call.settle()

    def run_macro(self, macro_id: str) -> None:
        """Take all steps of a macro, or none: its writes are promised in one transaction, then the rest is done."""
        view = self.macros.view(macro_id)
        key = f"macro:{macro_id}"
        if view is None or key in self._saving:
            return
        drafts, problem = self._prepared(view.steps, view.title)
        if problem is not None:
            self._advice.tell(ActionNote("", view.title, "failed", problem))
            self._call.settle()
        else:
            self._saving.add(key)
            data = {"macro": view.id, "call_type": self._advice.call_type or ""}
            self.under_way.start(self._run_macro(view, self._entry(Kind.MACRO_RUN, data, view.steps), drafts))

    async def _run_macro(self, view: MacroView, done: JournalEntry, drafts: list[OutboxDraft]) -> None:
        is_promised = await self._promise(done, drafts)
        told = self._tell(view.id, view.title, is_done=is_promised)
        if is_promised:
            self._effects.carry_out(view.steps, _number(done))
            self._offer(done, Kind.MACRO_UNDONE, view.title, drafts, told)
        self._saving.discard(f"macro:{view.id}")
        self._call.settle()

    def change(self, view: ChangeView, title: str) -> None:
        """Tell a system what another one knows, exactly as it was seen before the yes."""
        key = f"change:{view.id}"
        if key in self._saving or not self.changes.offers(view):
            return
        drafts = self._call.writer().draft(UPDATE, view.parts, self._advice.next_number(), view.system)
        person = self._person()
        if drafts and person is not None:
            self._saving.add(key)
            data = {"system": view.system, "field": view.field, "source": view.source}
            done = self._entry(Kind.CUSTOMER_CHANGED, data, ())
            self.under_way.start(self._change(view, person, title, done, drafts))
        else:
            self._advice.tell(ActionNote("", title, "failed", "no_system"))
            self._call.settle()

    async def _change(
        self, view: ChangeView, person: MergedCustomer, title: str, done: JournalEntry, drafts: list[OutboxDraft]
    ) -> None:
        is_promised = await self._promise(done, drafts)
        told = self._tell("", title, is_done=is_promised)
        if is_promised:
            self.changes.promise(view, person)

            def back() -> None:
                self.changes.take_back(view, person)
                told()

            self._offer(done, Kind.CUSTOMER_CHANGE_UNDONE, title, drafts, back)
        self._saving.discard(f"change:{view.id}")
        self._call.settle()

    def _person(self) -> MergedCustomer | None:
        return self._call.writer().identity.customer

    def _is_on_the_line(self, person: MergedCustomer | None) -> bool:
        """Whether it is still this person; somebody who was nobody yet is whoever it turns out to be."""
        now = self._person()
        return person is None or (now is not None and now.is_same(person))

    def _tell(self, deed_id: str, title: str, *, is_done: bool) -> Back:
        """Say that it is done, or could not be saved; answers what says that it was taken back."""
        advice = self._advice
        note = ActionNote(deed_id, title, "done" if is_done else "failed")
        advice.tell(note)
        return lambda: advice.retell(note, ActionNote(deed_id, title, "undone"))

    def _hindrance(self, effects: Sequence[FilledEffect]) -> str | None:
        """Why these cannot be done as they stand."""
        problem = self._effects.problem(effects)
        writer = self._call.writer()
        for write in self._advice.writes(effects, "") if problem is None else ():
            if not writer.draft(write.operation, write.payload, 0, write.system):
                return "no_system"
        return problem

    def _prepared(self, effects: Sequence[FilledEffect], subject: str) -> tuple[list[OutboxDraft], str | None]:
        """What is to be promised, or why nothing may be: an effect that cannot be done whole is not begun."""
        problem = self._effects.problem(effects)
        if problem is not None:
            return [], problem
        writer = self._call.writer()
        drafts: list[OutboxDraft] = []
        for write in self._advice.writes(effects, subject):
            found = writer.draft(write.operation, write.payload, self._advice.next_number(), write.system)
            if not found:
                return [], "no_system"
            drafts += found
        return drafts, None

    async def created(self, customer_key: str, drafts: list[OutboxDraft]) -> bool:
        """Promise that somebody is created in a system; whether that could be written down."""
        return await self._promise(self._log.entry("call.customer_created", {"customer": customer_key}), drafts)

    async def _promise(self, entry: JournalEntry, drafts: list[OutboxDraft]) -> bool:
        """Journal and outbox in one transaction; False, and said at the wrap-up, when it could not be written."""
        try:
            await self._log.promise(entry, drafts, self.undo.window_s if DEED in entry.data else 0.0)
        except StoreError as error:
            self._wrap_up.failed(error)
            return False
        return True

    def take_back(self) -> None:
        """Take back what was done last; not while the call is being saved with it."""
        if self._wrap_up.open:
            self.undo.undo()

    def resume(self, before: Before) -> None:
        """After a crash: what was done and nobody was told of yet can still be taken back."""
        for entry, keys in unsent_deeds(before):
            title, back = self._again(entry)
            self.undo.offer(self._deed(entry, UNDOES[entry.kind], title, keys, back, self._stays(entry)), AGAIN_S)

    def _again(self, entry: JournalEntry) -> tuple[str, Back]:
        """What a deed of before the crash is called, and what takes it back here."""
        advice, data = self._advice, entry.data
        if entry.kind == Kind.ACTION_ACCEPTED:
            action = str(data.get("action"))
            title = advice.titles().get(action, action)
            return title, partial(advice.take_back, action, title)
        if entry.kind == Kind.STEP_DONE:
            step = str(data.get("step"))
            return advice.guide.title(step), partial(advice.guide.undid, step)
        macro = self.macros.title(str(data.get("macro")))
        return macro, partial(advice.tell, ActionNote("", macro, "undone"))

    def _stays(self, entry: JournalEntry) -> Back:
        if entry.kind != Kind.ACTION_ACCEPTED:
            return _nothing
        return partial(self._advice.stays_accepted, str(entry.data.get("action")), str(entry.data.get("decision")))

    # -- taking back ---------------------------------------------------------------------------------------

    def _entry(self, kind: Kind, data: JsonMap, effects: Sequence[FilledEffect]) -> JournalEntry:
        """What the journal will say of a deed; one that can be taken back is held, with the number that then names it.

        A call that was made or handed on cannot be taken back, so its writes need not wait.
        """
        if self.undo.window_s <= 0 or any(effect.kind in BY_PHONE for effect in effects):
            return self._log.entry(kind, data)
        return self._log.entry(kind, {**data, DEED: self._advice.next_number()})

    def _offer(
        self,
        done: JournalEntry,
        kind: Kind,
        title: str,
        drafts: list[OutboxDraft],
        back: Back,
        stays: Back | None = None,
    ) -> None:
        """Let it be taken back for a while; one that cannot be stays."""
        if DEED in done.data:
            keys = tuple(draft.key for draft in drafts)
            self.undo.offer(self._deed(done, kind, title, keys, back, stays or _nothing))
        elif stays is not None:
            stays()

    def _deed(self, done: JournalEntry, kind: Kind, title: str, keys: tuple[str, ...], back: Back, stays: Back) -> Deed:
        """What was done, with all that takes it back: the same now as after a crash."""
        refused = partial(self._advice.tell, ActionNote("", title, "failed", "already_sent"))
        number = _number(done)
        here = partial(self._effects.take_back, number) if number is not None else _nothing
        return Deed(done, kind.value, title, keys, (back, here), stays, refused)


def _number(entry: JournalEntry) -> int | None:
    """The number of a deed that can be taken back."""
    name = deed_of(entry)
    return name[1] if name is not None else None


def _nothing() -> None:
    """There is nothing to learn from it, and nothing to take out."""
