"""The pitfalls of connecting systems, by their number: which tests prove that we do not fall into them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from connectors.declarative import bare_connector
from connectors.errors import NotFound
from connectors.loading.load import parse_manifest
from connectors.trials.trial import Wanted, try_connection
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

ROOT = Path(__file__).parents[2]
HERE = "tests/connectors/test_pitfalls.py"

PITFALLS = {
    1: (
        "an empty list answered as 404",
        "test_rest.py::test_nobody_is_a_404_where_the_manifest_says_so",
        f"{HERE}::test_1_what_counts_as_empty_counts_as_gone_in_a_health_check",
    ),
    2: (
        "an error inside HTTP 200",
        "test_rest.py::test_errors_inside_a_good_status",
        "test_graphql.py::test_an_error_is_never_an_empty_list",
        "test_graphql.py::test_a_write_and_its_error_union",
        "test_jsonrpc.py::test_an_error_is_never_an_empty_list",
        "test_session_login.py::test_2_a_wrong_password_with_status_200_is_asked_once_and_then_held_back",
        "tests/systems/vendure/test_vendure.py::test_2_an_error_without_errors_is_no_success",
    ),
    3: (
        "403 or a login page for a session that is over",
        "test_session_login.py::test_3_whatever_way_a_system_says_that_the_session_is_over",
        "test_rest.py::test_a_sign_in_page_is_no_success",
        "tests/systems/rt/test_request_tracker.py::test_pitfall_3_its_login_page_is_a_sign_in_and_no_empty_answer",
    ),
    4: (
        "an HTML page from a JSON API",
        "test_http.py::test_unreadable_bodies_are_named",
        "test_fault_matrix.py::test_f4_what_cannot_be_read_is_named",
        "tests/systems/tryton/test_tryton.py::test_pitfall_4_a_model_it_does_not_have_is_an_html_page_and_no_outage",
    ),
    5: (
        "a filter that is ignored",
        "test_rest.py::test_a_server_that_ignores_the_filter_gives_nobody",
        "tests/systems/rt/test_request_tracker.py::test_pitfall_5_a_filter_that_is_ignored_shows_nobody_else",
    ),
    6: (
        "a number in another spelling",
        "test_rest.py::test_each_spelling_in_turn_until_one_is_verified",
        "test_verify.py::test_stored_numbers",
        "test_phones.py::test_candidates_go_from_the_surest_to_the_raw_text",
        "tests/systems/vendure/test_vendure.py::test_6_every_spelling_is_found_with_one_question",
    ),
    7: (
        "a number on a related record",
        "test_rest.py::test_a_number_that_stands_on_a_related_record",
        "tests/systems/rt/test_request_tracker.py::test_pitfall_7_a_ticket_leads_to_whoever_opened_it",
    ),
    8: (
        "one number of two customers, an id that is none",
        "tests/call/test_caller.py::test_a_household_number_is_a_choice_with_nothing_preselected",
        "test_mapping.py::test_nobody_is_never_a_customer",
        "tests/systems/tryton/test_tryton.py::test_pitfall_8_a_household_is_for_the_agent_to_choose",
    ),
    9: (
        "amounts",
        "test_convert.py::test_amounts",
        "test_convert.py::test_minor_units_are_exact",
        "test_manifest.py::test_what_is_wrong_is_named_with_its_line",
        "tests/systems/tryton/test_tryton.py::test_pitfall_9_amounts_are_exact_in_every_currency",
    ),
    10: (
        "instants and days",
        "test_convert.py::test_instants",
        "test_convert.py::test_days",
        "test_convert.py::test_never",
        "test_convert.py::test_clocks_change",
        "tests/systems/rt/test_request_tracker.py::test_tickets_with_their_status_and_never_is_not_1970",
    ),
    11: (
        "status words, and new ones",
        "test_mapping.py::test_words_nobody_knows_are_other_and_keep_their_label",
        "test_check.py::test_what_the_map_leaves_and_misses",
        "tests/systems/sql/test_sql.py::test_pitfall_11_a_new_status_keeps_its_own_name",
    ),
    12: (
        "twenty questions on a session that is over",
        "test_session_login.py::test_12_an_expired_session_with_twenty_questions_at_once",
        "tests/systems/vendure/test_vendure.py::test_12_an_expired_session_with_twenty_questions_at_once_is_one_login",
    ),
    13: (
        "redirects",
        "test_decode.py::test_one_hop_on_the_same_host_keeps_method_and_body",
        "test_decode.py::test_to_any_other_place_is_refused_and_named",
        "test_decode.py::test_nothing_is_followed_that_does_not_ask_for_it",
        "test_fault_matrix.py::test_f5_no_redirect_is_followed_and_no_sign_in_goes_elsewhere",
    ),
    14: (
        "base64, XML, CSV with a BOM",
        "test_decode.py::test_inside_json",
        "test_decode.py::test_rows_attributes_and_namespaces",
        "test_decode.py::test_however_it_is_written",
        "test_decode.py::test_what_is_refused",
    ),
    15: (
        "signs that mean something to a search",
        "test_templating.py::test_no_value_ends_the_string_around_it",
        "test_templating.py::test_like_matches_the_value_itself_and_nothing_else",
        "test_sql.py::test_texts_stay_texts",
        "test_sql.py::test_an_apostrophe_is_a_letter",
        "test_verify.py::test_email_is_compared_whole",
        "tests/systems/rt/test_request_tracker.py::test_pitfall_15_a_name_in_either_form_of_unicode",
    ),
    16: (
        "a write that is received and whose answer is lost",
        "tests/call/test_fault_rows.py::test_f11_a_system_that_knows_its_keys_has_each_write_once",
        "tests/call/test_delivery_faults.py::test_where_the_system_knows_no_keys_every_doubt_is_told",
        "test_check.py::test_a_strategy_that_does_not_hold_is_found_out",
        f"{HERE}::test_16_a_search_that_lags_and_an_id_that_is_dropped_are_found_out",
        "tests/systems/tryton/test_tryton.py::test_pitfall_16_a_line_that_breaks_after_it_was_received",
    ),
    17: (
        "pages that lie",
        "test_paging.py::test_it_ends_and_never_gives_too_much_or_anything_twice",
        "test_paging.py::test_an_honest_system_is_read_whole_or_said_not_to_be",
        "test_fault_matrix.py::test_f10_pages_come_to_an_end_and_no_row_comes_twice",
        "tests/systems/tryton/test_tryton.py::test_pitfall_17_pages_by_a_range_whose_end_is_left_out",
    ),
    18: (
        "large answers",
        "test_fault_matrix.py::test_f3_no_body_takes_more_than_ten_megabytes_or_a_second",
        "test_http.py::test_unreadable_bodies_are_named",
        "tests/systems/rt/test_request_tracker.py::test_pitfall_18_what_is_too_much_is_left_where_it_is",
    ),
    19: (
        "slow and hung systems",
        "test_guard.py::test_a_hung_system_is_given_up",
        "test_lookup.py::test_answers_come_as_they_arrive_and_a_hung_system_holds_nobody_up",
        "test_fault_matrix.py::test_f1_who_is_slow_or_hangs_is_told_of_at_two_seconds_and_gone_at_three",
        "test_fault_matrix.py::test_19_twelve_pops_to_a_system_that_hangs_wait_for_three_of_them",
        "tests/systems/rt/test_request_tracker.py::test_pitfall_19_while_it_hangs_nobody_waits_longer_than_said_and_then_not_at_all",
    ),
    20: (
        "short tokens, and a crash before one is kept",
        "test_oauth.py::test_20_a_token_shorter_than_any_slack_does_not_fetch_for_each_question",
        "test_sign_in_by_browser.py::test_20_many_questions_on_an_expired_token_take_one_refresh",
        "test_sign_in_by_browser.py::test_20_a_crash_between_refresh_and_store_is_a_clean_sign_in",
        "tests/systems/oidc/test_oidc_provider.py::test_pitfall_20_two_programs_at_once_use_no_token_twice",
    ),
    21: ("OAuth 1.0a with a JSON body", "test_oauth.py::test_21_a_body_of_json_arrives"),
    22: (
        "being asked to wait",
        "test_http.py::test_how_long_to_wait",
        "test_rest.py::test_a_throttle_inside_a_good_status",
        "test_guard.py::test_a_wait_that_fits_the_deadline_is_waited",
        "test_fault_matrix.py::test_f7_a_system_that_asks_for_time_gets_it_and_is_not_down",
        "tests/call/test_fault_rows.py::test_f9_a_date_to_wait_for_is_by_the_clock_that_wrote_it",
    ),
    23: (
        "a write that makes the system mail the customer",
        "tests/call/test_aiming.py::test_a_card_says_where_it_writes_and_asks_before_a_system_mails_the_customer",
        "tests/views/test_card_keys.py::test_that_a_system_writes_to_the_customer_is_shown_before_it_is_sent",
        "tests/systems/rt/test_request_tracker.py::test_pitfalls_16_and_23_a_case_is_there_once_and_its_customer_is_mailed",
    ),
    24: (
        "an answer for the call before",
        "tests/call/test_caller.py::test_not_this_person_takes_everything_away_and_late_answers_bring_nothing_back",
        "tests/call/test_caller.py::test_an_answer_about_an_id_no_longer_in_force_is_not_shown",
        "tests/call/test_picking.py::test_of_two_quick_choices_the_later_one_counts",
        "tests/call/test_changing.py::test_a_promise_is_its_persons_whoever_is_on_the_line_when_it_is_saved",
    ),
    25: (
        "secrets and people in logs and messages",
        "test_secrets_stay.py::test_25_no_way_of_signing_in_tells_its_secret",
        "test_session_login.py::test_25_what_a_system_echoes_is_masked",
        "test_rest.py::test_no_secret_and_no_customer_in_any_error",
        "test_shipped_quality.py::test_nobody_real_is_in_the_fixtures",
    ),
    26: ("two legs of an Asterisk call", f"{HERE}::test_26_there_is_no_source_of_two_legs"),
    27: (
        "baresip's one client, and replies out of turn",
        "tests/sip/test_baresip.py::test_a_killed_phone_comes_back_by_itself",
        "tests/sip/test_baresip.py::test_a_call_that_began_while_we_were_away_is_found",
        "tests/connectors/telephony/test_netstring.py::test_garbage_never_does_anything_but_refuse_or_wait",
    ),
    28: (
        "callers that are no number",
        "test_phones.py::test_withheld_numbers_are_not_looked_up",
        "test_phones.py::test_withheld_in_a_sip_uri",
        "test_phones.py::test_what_is_no_number_is_nothing",
        "tests/connectors/telephony/test_intake.py::test_number_becomes_e164_whatever_the_phone_sends",
    ),
    29: (
        "call events twice, late, or of two sources",
        "tests/connectors/telephony/test_intake.py::test_the_same_event_twice_is_one",
        "tests/connectors/telephony/test_intake.py::test_two_sources_that_report_one_call_tell_of_one_call",
        "tests/connectors/telephony/test_intake.py::test_the_end_of_an_unknown_call_and_whatever_follows_an_end_is_not_shown",
    ),
    30: (
        "a web page that reaches for us",
        "tests/connectors/telephony/test_pop.py::test_the_door_is_for_this_user_alone",
        f"{HERE}::test_30_no_port_is_open_that_a_web_page_could_reach",
    ),
    31: (
        "user-to-user information",
        "tests/connectors/telephony/test_intake.py::test_user_to_user_information_is_decoded_or_dropped",
    ),
    32: (
        "a clock that is wrong",
        "test_oauth.py::test_32_a_clock_that_is_set_does_not_end_a_token",
        "test_check.py::test_a_clock_that_is_wrong_is_said",
        "tests/call/test_delivery.py::test_a_clock_that_jumps_freezes_nothing",
        "tests/call/test_fault_rows.py::test_f9_no_clock_freezes_a_write",
    ),
}


@cache
def functions_of(file: str) -> frozenset[str]:
    """The functions of a file, also those of its classes."""
    path = ROOT / (file if "/" in file else f"tests/connectors/{file}")
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_each_pitfall_has_its_number():
    assert list(PITFALLS) == list(range(1, 33))


@pytest.mark.parametrize("number", PITFALLS)
def test_the_tests_of_each_pitfall_are_there(number):
    words, *tests = PITFALLS[number]
    assert words
    assert tests
    missing = [test for test in tests if test.partition("::")[2] not in functions_of(test.partition("::")[0])]
    assert missing == []


@pytest.mark.parametrize("number", PITFALLS)
def test_each_pitfall_is_looked_at_whenever_tests_run(number):
    """Tests of real systems, of a softphone and of the long fault rows are asked for by name; one of the others is not."""
    asked_for = ("tests/systems/", "tests/sip/", "test_fault_matrix.py", "tests/call/test_fault_rows.py")
    assert any(not test.startswith(asked_for) for test in PITFALLS[number][1:])


MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "BASE" }
errors = [ { when = "status == `404`", as = "empty" } ]
[orders.list]
request.path = "/orders"
records = "items"
map = { number = "no" }
[note.create]
idempotency = "IDEMPOTENCY"
request.path = "/notes"
request.json = { id = "${key}", text = "${note.text|text} [callside:${key|text}]" }
id = "id"
SEARCH
[health.check]
request.path = "/me"
"""
SEARCH = 'search.request = { path = "/notes", query = { q = "${key}" } }\nsearch.records = "items"'


def manifest_of(server: FaultServer, idempotency: str = "upsert", search: str = ""):
    text = MANIFEST.replace("BASE", server.url).replace("IDEMPOTENCY", idempotency).replace("SEARCH", search)
    return parse_manifest(text.encode(), "desk.toml")


async def test_1_what_counts_as_empty_counts_as_gone_in_a_health_check():
    async with FaultServer() as server:
        connector = bare_connector(manifest_of(server), Path(), {}.get, FakeClock())
        assert (await connector.list("orders", "7")).rows == ()
        with pytest.raises(NotFound):
            await connector.health()
        await connector.aclose()


@pytest.mark.parametrize(
    ("idempotency", "search", "finds", "double"),
    [
        ("search", SEARCH, "at once", False),
        ("search", SEARCH, "later", True),
        ("upsert", "", "at once", False),
        ("upsert", "", "drops the id", True),
    ],
)
async def test_16_a_search_that_lags_and_an_id_that_is_dropped_are_found_out(
    tmp_path, idempotency, search, finds, double
):
    notes: list[dict] = []

    def answer(seen):
        if seen.method == "GET":
            found = [note for note in notes if seen.query["q"][0] in note["text"]]
            return reply({"items": found if finds == "at once" else []})
        known = next((each for each in notes if each["key"] == seen.json["id"]), None)
        if known is None or idempotency == "search" or finds == "drops the id":
            known = {"id": len(notes) + 1, "key": seen.json["id"], "text": seen.json["text"]}
            notes.append(known)
        return reply({"id": known["id"]}, "201 Created")

    async with FaultServer() as server:
        server.on("/notes", answer)
        server.on("/me", {"login": "ann"})
        wanted = Wanted(operation="note.create", draft={"customer_id": "7", "text": "x"}, write=True, key="k-1")
        trial = await try_connection(manifest_of(server, idempotency, search), tmp_path, {}.get, wanted)
    assert len(notes) == 1 + double
    assert trial.findings == (("double_write",) if double else ())
    assert trial.is_ok is not double


def sources(*folders: str) -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    }


def test_26_there_is_no_source_of_two_legs():
    # Whoever adds one proves there that a call of two legs is one call, with the customer's number.
    assert [
        name for name, text in sources("connectors/telephony").items() if re.search(r"AgentCalled|Linkedid", text)
    ] == []


def test_30_no_port_is_open_that_a_web_page_could_reach():
    # The one that is, for the moment of a sign-in, answers one address with a word nobody can guess.
    opened = re.compile(
        r"\bstart_server\(|\bQTcpServer\b|\bcreate_server\(|http\.server|QLocalServer\(\)\.listen\(QHost"
    )
    found = [name for name, text in sources("connectors", "desktop").items() if opened.search(text)]
    assert found == ["connectors/auth/callback.py"]
