"""An answer that is something else than was asked for, such as a maintenance note, never says that nobody is known."""

from __future__ import annotations

import pytest

from connectors.errors import BadPayload
from tests.connectors.fault_server import FaultServer, reply
from tests.connectors.test_told_truly import FIND, PHONE, desk


@pytest.fixture
async def server():
    async with FaultServer() as server:
        yield server


class TestAnAnswerThatIsSomethingElse:
    """Filtered, taken from or verified before it is mapped, it says as little that nobody is known."""

    STEPS = """\
[customer.find_by_id]
verify = { kind = "id", take = "no" }
steps = [ { request.path = "/tickets", take = { no = "TAKE", who = "TAKE" } } ]
request.path = "/people/${take.who|path}"
map = { name = "name" }
"""

    @pytest.mark.parametrize("answer", [{}, {"status": "maintenance"}])
    @pytest.mark.parametrize("records", ["[user][?active != `false`]", "[user, org][?active] | [0:5]", "user.all[?x]"])
    async def test_is_seen_through_a_filter(self, server, answer, records):
        server.on("/find", answer)
        connector = desk(server, FIND.replace('"rows"', f'"{records}"'))
        with pytest.raises(BadPayload, match="the answer has no `user"):
            await connector.find_by_phone(PHONE)
        await connector.aclose()

    @pytest.mark.parametrize(
        ("records", "answer"),
        [
            ("[user][?active]", {"user": None}),
            ("[user][?active]", {"user": {"active": False}}),
            ("[user, org][?active]", {"org": {"active": False}}),
            ("rows[?active]", {"rows": [{"active": False}]}),
            ("(rows || `[]`)[?active]", {}),
        ],
    )
    async def test_what_a_filter_leaves_out_is_nobody(self, server, records, answer):
        server.on("/find", answer)
        connector = desk(server, FIND.replace('"rows"', f'"{records}"'))
        assert (await connector.find_by_phone(PHONE)).rows == ()
        await connector.aclose()

    @pytest.mark.parametrize(
        ("take", "answer", "said"),
        [
            ("ticket.person", {"status": "later"}, "the answer has no `ticket`; it has `status`"),
            ("[0].person", {"status": "later"}, "the answer is no list; it has `status`"),
            ("[0].person", "later", "the answer is no list; it is a single value"),
            ("ticket.person", {"ticket": {}}, None),
            ("[0].person", [], None),
        ],
    )
    async def test_is_nothing_to_go_on_with(self, server, take, answer, said):
        server.on("/tickets", reply(answer))
        connector = desk(server, self.STEPS.replace("TAKE", take))
        if said is None:
            assert (await connector.find_by_id("7", "customer")).rows == ()
        else:
            with pytest.raises(BadPayload) as caught:
                await connector.find_by_id("7", "customer")
            assert caught.value.detail == said
        await connector.aclose()

    @pytest.mark.parametrize(("answer", "is_refused"), [({"status": "later"}, True), ({"name": "Ann"}, False)])
    async def test_is_no_row_that_is_somebody_elses(self, server, answer, is_refused):
        server.on("/find", answer)
        kind = FIND.replace('records = "rows"\n', "").replace(
            'verify = "phone"', 'verify = { kind = "phone", value = "tel" }'
        )
        connector = desk(server, kind.replace("map = {", 'map = { id = "who[0].id",'))
        if is_refused:
            with pytest.raises(BadPayload, match="the answer has no `tel`"):
                await connector.find_by_phone(PHONE)
        else:
            assert (await connector.find_by_phone(PHONE)).dropped == 1
        await connector.aclose()
