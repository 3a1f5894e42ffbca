"""`callside learn` as a person types it: on the demo after real calls, on an empty one, and on a log of months."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from desktop.playbook.loader import load_playbook
from desktop.rules.arbitrate import Policy
from desktop.rules.explore import Explorer
from desktop.rules.feedback import ShownCard, ShownSet, data_of
from desktop.settings import demo_in
from desktop.store.keys import DemoKeys
from desktop.store.records import JournalEntry
from desktop.store.store import open_store
from resources.demo.company import ensure
from tests.program.machine import ROOT, Machine
from tests.program.running import running

FERNVIK = ROOT / "resources" / "playbooks" / "fernvik"
EMPTY = (
    "No card has been shown here yet, so there is nothing to learn from. Finish some calls first: `callside demo` brings "
    "them; answer with F2, hang up with F9, finish with Ctrl+Enter."
)
CARDS = ("delivery-credit", "status-email", "offer-fiber-1000")


def test_where_no_card_was_ever_shown_one_line_says_so(demo_machine: Machine):
    said = demo_machine.inside("learn")
    assert (said.code, said.out, said.err) == (0, EMPTY + "\n", "")
    assert not (demo_machine.data / "callside" / "demo" / "profile").exists()
    assert json.loads(demo_machine.inside("learn", "--json").out)["sets"] == 0


def test_what_cannot_be_asked_is_one_line(demo_machine: Machine):
    for arguments in (("--site", "nowhere"), ("--compare", "nowhere")):
        said = demo_machine.inside("learn", *arguments)
        assert (said.code, said.out) == (1, ""), said
        assert said.is_one_line()
    refused = demo_machine.inside("learn", "--compare", str(FERNVIK))
    assert (refused.code, refused.err) == (1, "")
    assert f"No figure for Fernvik service (version {load_playbook(FERNVIK).version}): " in refused.out


async def test_real_calls_are_learned_from(demo_machine: Machine):
    place = demo_in(demo_machine.data / "callside" / "demo")
    assert place.company is not None
    person = ensure(place.company, datetime.now(UTC).date()).call("order_status")
    async with running(place, keys=None) as run:
        for decline in (False, True):
            call_id = await run.ring(person.ani)
            await run.filled(call_id)
            run.desk.answer(call_id)
            await run.seen(call_id, lambda state: state.decision.actions.shown)
            card = run.state(call_id).decision.actions.shown[0]
            if decline:
                run.desk.decline(call_id, card.id, card.decline_reasons[0].id)
            else:
                run.desk.accept(call_id, card.id)
            await run.seen(call_id, lambda state: state.action_log)
            await run.end(call_id)
            await run.finish(call_id, "Noted.")
    said = demo_machine.inside("learn")
    assert (said.code, said.err) == (0, "")
    assert "cards were shown in 2 calls and answered 2 times" in said.out
    assert "The logistic model is not used: it takes 200 answers, 20 accepted, to tell." in said.out
    report = json.loads(demo_machine.inside("learn", "--json").out)
    assert report["total"] == {"outcomes": 2, "acceptances": 1}
    assert sum(line["tally"]["outcomes"] for line in report["actions"]) == 2
    off = demo_machine.inside("learn", "--compare", str(FERNVIK))
    assert off.code == 1
    assert "nothing was tried out while these cards were shown" in off.out
    assert "set epsilon in policy.toml" in off.out


def coin(*parts: object) -> float:
    return int.from_bytes(sha256("/".join(map(str, parts)).encode()).digest()[:8], "big") / 2**64


def months(calls: int) -> Iterable[JournalEntry]:
    """A log in which the second card is liked best; the last place was drawn among three."""
    explorer = Explorer(b"k" * 32, "main", Policy(version="try", epsilon=Decimal("0.6"), explore_k=3))
    start = datetime.now(UTC) - timedelta(days=90)
    for number in range(calls):
        at = start + timedelta(minutes=5 * number)
        drawn = explorer.draw(f"call-{number}", 3, CARDS)
        assert drawn is not None
        labels = {"decision.call_type": "order_status"}
        shown = ShownSet(
            f"{number:016x}",
            f"{number:016x}",
            "ab" * 32,
            "try",
            at,
            (ShownCard(drawn.chosen, 1),),
            labels,
            None,
            True,
            drawn,
        )
        yield JournalEntry(f"call-{number}", "offers.shown", at, data_of(shown))
        likes = 0.6 if drawn.chosen == CARDS[1] else 0.2
        outcome = "accepted" if coin(number) < likes else "rejected"
        answer = {"action": drawn.chosen, "outcome": outcome, "decision": shown.decision_id}
        yield JournalEntry(f"call-{number}", "action.accepted", at + timedelta(minutes=1), answer)


def test_a_log_of_months_bears_figures(demo_machine: Machine, tmp_path: Path):
    profile = demo_machine.data / "callside" / "demo" / "profile"
    store = open_store(profile, DemoKeys(profile))
    store.journal.append_all(tuple(months(900)))
    store.close()
    wants = shutil.copytree(FERNVIK, tmp_path / "wants")
    (wants / "policy.toml").write_text(
        'format = "callside.policy/1"\nexponent = "1"\nuse_value = false\n', encoding="utf-8"
    )
    said = demo_machine.inside("learn", "--compare", str(wants))
    assert (said.code, said.err) == (0, ""), said
    assert "answered 900 times" in said.out
    assert "there are answers enough for more" in said.out
    title = f"{load_playbook(wants).name} (version {load_playbook(wants).version})"
    assert f"{title}, on the cards that were drawn by chance in the last place: " in said.out
    assert "of the 900 here " in said.out
    data = json.loads(demo_machine.inside("learn", "--json", "--compare", str(wants)).out)
    snips = data["comparison"]["estimate"]["snips"]
    assert snips["low"] > data["comparison"]["earned"]
    assert data["comparison"]["drawn"] == 900
    assert {line["id"]: line["tally"]["outcomes"] for line in data["actions"]}.keys() == set(CARDS)
