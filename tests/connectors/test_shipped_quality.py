"""Every connector that is shipped, whoever wrote it: clean, verified, in nobody's debt, and honest about itself."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import copy
import json
import re
from functools import cache
from pathlib import Path
from random import Random

import phonenumbers
import pytest

from connectors import errors
from connectors.loading.load import load_manifest
from connectors.loading.quality import TIERS, load_quality
from connectors.loading.shipped import SHIPPED, shipped_names
from connectors.loading.shipped_pages import page, shipped, with_table
from connectors.manifest.problems import ManifestError
from connectors.trials.check import check_manifest
from connectors.trials.fixture_check import replay_all
from connectors.trials.fixtures import BadFixture, folder_of, replay

ROOT = Path(__file__).parents[2]
PATHS = {name: SHIPPED / name / "manifest.toml" for name in shipped_names()}
EMAIL = re.compile(r"[^\s@<>\"']+@(?!(?i:odata)\.)([^\s@<>\"',;)]+)")
NOBODYS_DOMAIN = re.compile(r"(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example|test|invalid|localhost)\.?\Z")
NOBODYS_NUMBER = re.compile(
    r"\+(?:4915120000\d+|493023125\d+|4989999\d+|447700900\d+|442079460\d+|441632960\d+|1[2-9]\d\d55501\d\d|12125200\d+"
    r"|3363998\d+|3361200\d+|234803100\d+|33199\d+|81\d{1,3}0000\d+)\Z"
)
"""Numbers that regulators keep for films, and those of the people we invent."""
SECRETS = re.compile(
    r"-----BEGIN|\b(?:pat|sk|xox[bp]|ghp|AKIA|shpat)[-_][A-Za-z0-9]{6,}|\b(?:Bearer|Basic) [A-Za-z0-9+/=._-]{12,}"
)


@pytest.fixture(params=PATHS)
def path(request):
    return PATHS[request.param]


@cache
def loaded(path):
    return load_manifest(path)


@cache
def fixtures_of(path):
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder_of(path).glob("*.json"))}


def own_tests(path, rule):
    """The tests that a connector names for a rule besides those of every connector."""
    named = next(each for name, each in load_quality(path.parent).rules().items() if name.endswith(f".{rule}"))
    return [test for test in named.done or () if not test.startswith("tests/connectors/test_shipped")]


def texts(value):
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def test_there_are_some():
    assert "salesforce" in PATHS
    assert [name for name, path in PATHS.items() if loaded(path).name != name] == []


def test_check_is_clean_and_every_fixture_is_read_as_before(path):
    assert [str(problem) for problem in check_manifest(path).problems] == []
    replayed = asyncio.run(replay_all(path))
    assert [str(each.problem) for each in replayed if each.problem is not None] == []


def test_every_declared_operation_has_a_fixture_and_a_stranger_is_dropped(path):
    manifest, found = loaded(path), fixtures_of(path)
    replayed = {fixture["asked"]["operation"] for fixture in found.values()}
    health = {"health.check"} if manifest.health.check is not None else set()
    synced = {f"sync.{kind}" for kind in manifest.synced()}
    assert replayed <= {*manifest.reads(), *manifest.writes(), *health, *synced}
    missing = {*manifest.reads(), *manifest.writes(), *health, *synced} - replayed
    if own_tests(path, "coverage"):
        missing -= {*manifest.writes(), *health}
    assert missing == set()
    if "customer.find_by_phone" in manifest.reads():
        strangers = [
            fixture["expect"]["dropped"] for name, fixture in found.items() if name.startswith("customer.find_by_phone")
        ]
        assert max(strangers) > 0, "no fixture shows that verification drops a stranger"


def test_who_is_looked_for_is_verified_and_what_is_written_is_not_written_twice(path):
    manifest = loaded(path)
    assert [name for name, read in manifest.reads().items() if "find_by_" in name and read.verify is None] == []
    assert [name for name, write in manifest.writes().items() if write.idempotency == "none"] == []
    for name in manifest.writes():
        sent = [
            f["expect"]["findings"]
            for f in fixtures_of(path).values()
            if f["asked"]["operation"] == name and "id" in f["expect"]
        ]
        assert sent or own_tests(path, "idempotency"), f"no fixture of {name} ends well"
        assert [findings for findings in sent if findings] == [], name


def test_places_are_the_sites_and_secrets_are_names(path):
    manifest, text = loaded(path), path.read_text(encoding="utf-8")
    assert manifest.settings.region is None, "which country numbers are from, the site knows"
    for operation in (*manifest.reads().values(), *manifest.writes().values()):
        for _, ask in operation.questions():
            assert [told for told in texts(ask.templates()) if re.search("https?://", told)] == []
    for place in (path, *folder_of(path).glob("*.json")):
        assert SECRETS.search(place.read_text(encoding="utf-8")) is None, place.name
    assert re.search(r"(?im)^\s*(?:password|token|client_secret|value)\s*=\s*\"(?!secret:|\$|\"|X\")", text) is None


def test_nobody_real_is_in_the_fixtures(path):
    for name, fixture in fixtures_of(path).items():
        for text in texts(fixture):
            for domain in EMAIL.findall(text):
                assert NOBODYS_DOMAIN.match(domain), f"{name}: {text[:80]}"
        if fixture.get("recorded"):  # what is recorded is replaced digit by digit
            continue
        region = fixture["settings"].get("region")
        for text in texts([fixture["asked"], fixture["answers"]]):
            if re.fullmatch(r"(?:\+|00|\(?0)[0-9 ()/.-]{8,30}", text):
                assert is_invented(text, region), f"{name}: {text}"


def is_invented(text, region):
    """Whether a number is nobody's, in the country it is read in or in one of those our people are from."""
    read = {each: parsed(text, each) for each in (region, "DE", "GB", "US", "FR", "NG")}
    written = [phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for each in read.values() if each]
    is_any = read[region] is not None and phonenumbers.is_valid_number(read[region])
    return not is_any or any(NOBODYS_NUMBER.match(each) for each in written)


def parsed(text, region):
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


@pytest.mark.parametrize("text", ["0151 / 20000004", "+44 7700 900123", "030 23125 014", "0123-999999999"])
def test_invented_numbers_are_known(text):
    assert is_invented(text, "DE")


@pytest.mark.parametrize("text", ["+49 30 901820", "0171 2345678", "+1 202-456-1111"])
def test_other_numbers_are_noticed(text):
    assert not is_invented(text, "DE")


def test_quality_is_told_in_full_and_its_tests_exist(path):
    quality = load_quality(path.parent)
    for name, rule in quality.rules().items():
        for named in rule.done or ():
            assert is_test(named), f"{name} names {named}"
    if loaded(path).writes():
        assert quality.tier in TIERS[1:], "what writes needs silver"
    else:
        assert quality.tier in TIERS
    if not quality.tried:
        assert quality.tier in TIERS[:2], "what was never run against the real system is no gold"


def is_test(named):
    file, _, inside = named.partition("::")
    place = ROOT / file
    if not place.is_file():
        return False
    body = ast.parse(place.read_text(encoding="utf-8")).body
    for name in [part for part in inside.split("::") if part]:
        found = [each for each in body if getattr(each, "name", None) == name]
        if not found:
            return False
        body = found[0].body
    return True


def test_a_test_that_is_not_there_is_noticed():
    here = "tests/connectors/test_shipped_quality.py"
    assert is_test(here)
    assert is_test(f"{here}::is_test")
    assert not is_test(f"{here}::test_of_last_year")
    assert not is_test("tests/connectors/test_gone.py")


QUALITY = (SHIPPED / "salesforce" / "quality.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (r"(?m)^breaker = .*$", "", "silver.breaker  missing"),
        (r"(?m)^breaker = .*$", "braker = { todo = 'something is left' }", "did you mean breaker?"),
        (
            r"(?m)^breaker = .*$",
            "breaker = { todo = 'something', exempt = 'for a reason' }",
            "is one of done, todo and exempt",
        ),
        (r"(?m)^breaker = .*$", "breaker = { exempt = 'no' }", "silver.breaker.exempt"),
        (r"(?ms)^untried = \[.*?^\]", "", "neither what it was tried against nor what was only read"),
    ],
)
def test_a_quality_that_is_not_told_in_full_is_refused(tmp_path, old, new, told):
    (tmp_path / "quality.toml").write_text(re.sub(old, new, QUALITY, count=1))
    with pytest.raises(ManifestError) as caught:
        load_quality(tmp_path)
    assert told in str(caught.value)


@pytest.mark.parametrize(("rule", "tier"), [("docs", "none"), ("breaker", "bronze"), ("soak", "silver")])
def test_a_tier_needs_everything_below_it(tmp_path, rule, tier):
    text = re.sub(r"\{ todo = \"[^\"]*\" \}", '{ exempt = "for this test" }', QUALITY)
    (tmp_path / "quality.toml").write_text(text)
    assert load_quality(tmp_path).tier == "platinum"
    (tmp_path / "quality.toml").write_text(re.sub(rf"(?m)^{rule} = .*$", f"{rule} = {{ todo = 'not yet done' }}", text))
    assert load_quality(tmp_path).tier == {"soak": "gold"}.get(rule, tier)


def test_the_pages_are_up_to_date():
    connectors = shipped()
    told = (ROOT / "docs" / "shipped-connectors.md").read_text(encoding="utf-8")
    assert told == page(connectors), "run `make reference`"
    guide = (ROOT / "docs" / "connect-a-system.md").read_text(encoding="utf-8")
    assert guide == with_table(guide, connectors), "run `make reference`"
    assert all(f"[`{each.name}`]" in guide for each in connectors)


ODD = (
    None,
    False,
    True,
    0,
    -1,
    10**30,
    1.5e300,
    "",
    " ",
    "\x00",
    "\ud800",
    "0000-00-00",
    [],
    {},
    [None],
    {"a": {}},
    "x" * 5_000,
)


def broken(value, random):
    """The value with one thing in it replaced by something that no documentation knows."""
    if isinstance(value, dict) and value and random.random() < 0.85:
        name = random.choice(sorted(value))
        return {**value, name: broken(value[name], random)}
    if isinstance(value, list) and value and random.random() < 0.85:
        at = random.randrange(len(value))
        return [*value[:at], broken(value[at], random), *value[at + 1 :]]
    return random.choice(ODD)


def test_no_answer_of_another_shape_is_more_than_an_error(path):
    random, manifest = Random(path.parent.name), loaded(path)

    async def ask():
        for fixture in fixtures_of(path).values():
            for _ in range(6):
                changed = copy.deepcopy(fixture)
                for answer in changed["answers"]:
                    part = "body" if "body" in answer else "rows"
                    answer[part] = broken(answer.get(part), random)
                with contextlib.suppress(BadFixture):  # another answer may lead to another question
                    trial = await replay(manifest, path.parent, changed)
                    assert trial.error is None or issubclass(getattr(errors, trial.error), errors.ConnectorError)
                    read.append(trial)

    read = []
    asyncio.run(ask())
    assert read


@pytest.mark.parametrize("said", [{}, {"status": "maintenance"}], ids=["nothing", "maintenance"])
def test_an_answer_without_its_rows_is_never_that_nobody_is_known(path, said):
    """Neither in the question itself nor on the way to it: who is taken for unknown is created once more."""
    manifest = loaded(path)
    if manifest.kind in {"sql", "csv"}:
        return  # whose answers are rows and nothing else

    async def ask():
        for name, fixture in fixtures_of(path).items():
            answers = fixture["answers"]
            if fixture["asked"]["operation"] not in manifest.reads() or fixture["expect"]["error"] or not answers:
                continue
            for asked in dict.fromkeys(each["asks"] for each in answers):
                changed = copy.deepcopy(fixture)
                for answer in changed["answers"]:
                    if answer["asks"] == asked:
                        answer |= {"status": 200, "headers": {}, "body": said}
                trial = await replay(manifest, path.parent, changed)
                errors_of[f"{name}: {asked}"] = trial.error

    errors_of = {}
    asyncio.run(ask())
    assert {each: error for each, error in errors_of.items() if error != "BadPayload"} == {}
