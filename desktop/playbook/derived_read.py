"""Facts that a site derives itself, read from derived.toml: counted on records, or worked out from other facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.playbook.catalogue import NAMES, BuiltIn
from desktop.playbook.format import COUNTED, COUNTING, JUDGED, WORKED_OUT
from desktop.playbook.format import DERIVED as DERIVED_FILE
from desktop.playbook.model import Condition
from desktop.playbook.record_fields import Countable
from desktop.rules.nodes import Node, names_in
from desktop.rules.problems import Problem, errors
from desktop.rules.room import FACT_LABEL, REASON, UNIT
from desktop.rules.schema import NAME, FactDef, Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table
from desktop.rules.typecheck import check_number
from desktop.rules.values import BOOL, DECIMAL, INT, Kind, Type

DERIVED = "derived.toml"
ADDABLE = (Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.DURATION)
ORDERED = (*ADDABLE, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A value counted on records of one kind: `how` is one of COUNTING, `by` the date that orders and limits them."""

    kind: str
    how: str
    field: str
    by: str
    where: Condition | None = None
    within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived fact: counted on records, or else a condition or a number worked out from other facts."""

    definition: FactDef
    counted: Counted | None = None
    when: Condition | None = None
    value: Node | None = None

    @property
    def name(self) -> str:
        """The fact's name."""
        return self.definition.name

    def declared(self) -> BuiltIn:
        """The fact as the rules are told of it."""
        d = self.definition
        members = tuple((member.id, member.label) for member in d.type.members)
        return BuiltIn(d.name, d.type.kind.value, d.label, d.source, d.say, d.pii, d.nullable, d.unit, members)


class DerivedReader:
    """Reads derived.toml; a fact may stand on those further up, and on all that are declared elsewhere."""

    def __init__(
        self, text: str, data: Table, schema: Schema, kinds: Mapping[str, Countable], problems: list[Problem]
    ) -> None:
        self._data, self._schema, self._kinds, self._problems = data, schema, kinds, problems
        self._top = Fields.of_file(data, text, DERIVED, schema, problems)

    def read(self) -> tuple[Derived, ...]:
        """All derived facts that could be read, in their order; everything wrong is noted."""
        top = self._top
        top.of_format(DERIVED_FILE)
        facts = self._data.get("fact", {})
        if not isinstance(facts, dict):
            top.misfit("fact", 'written as [fact."name"]')
            return ()
        found: list[Derived] = []
        later = list(facts)
        for name, raw in facts.items():
            before = len(self._problems)
            derived = self._fact(name, raw)
            self._problems[before:] = [_too_early(problem, later) for problem in self._problems[before:]]
            later.remove(name)
            if derived is not None:
                found.append(derived)
                self._schema = self._schema.with_facts([derived.definition])
        return tuple(found)

    def _fact(self, name: str, raw: object) -> Derived | None:
        before = len(self._problems)
        fields = replace(self._top, schema=self._schema).named("fact", name, raw)
        if not isinstance(raw, dict):
            return None
        if not NAME.fullmatch(name) or "." not in name:
            fields.wrong("PBK070", None, name=name)
        elif self._schema.get(name) is not None:
            fields.wrong("NAM003", None, name=name, first=_declared_in(name))
        ways = [key for key in ("from", "when", "value") if key in fields.raw]
        if len(ways) != 1:
            fields.wrong("PBK071", ways[-1] if ways else None, name=name, found=" and ".join(ways) or "none of them")
            return None
        found = {"from": self._counted, "when": self._judged, "value": self._worked_out}[ways[0]](fields, name)
        return None if errors(self._problems[before:]) else found

    def _definition(
        self, fields: Fields, name: str, type_: Type, source: str, node: Node | None = None, nullable: bool = True
    ) -> FactDef:
        # What is worked out from something that tells who somebody is tells it too.
        read = [self._schema.get(each) for each in names_in(node)] if node is not None else []
        pii = fields.flag("pii") or any(each.pii for each in read if each is not None)
        return FactDef(
            name,
            fields.short("label", FACT_LABEL) or name.replace(".", " ").replace("_", " ").capitalize(),
            type_,
            source=source,
            say=fields.short("say", REASON),
            nullable=nullable,
            pii=pii,
            unit=fields.short("unit", UNIT),
        )

    def _judged(self, fields: Fields, name: str) -> Derived:
        """A fact that says whether a condition over other facts holds."""
        fields.only(JUDGED.names)
        node = fields.condition("when", needed=True)
        when = Condition(str(fields.raw["when"]), node) if node is not None else None
        return Derived(self._definition(fields, name, BOOL, "derived", node, nullable=False), when=when)

    def _worked_out(self, fields: Fields, name: str) -> Derived:
        """A number worked out from other facts."""
        fields.only(WORKED_OUT.names)
        node = fields.number_expression("value", needed=True)
        type_ = check_number(node, self._schema)[0] if node is not None else None
        return Derived(self._definition(fields, name, type_ or INT, "derived", node), value=node)

    # -- counted on records ------------------------------------------------------------------------------------------

    def _counted(self, fields: Fields, name: str) -> Derived | None:
        fields.only(COUNTED.names)
        kind = fields.text("from")
        known = self._kinds
        if kind not in known:
            fields.stranger("PBK034", "from", kind, known, value=kind, what="kind of record")
            return None
        ways = [key for key in COUNTING if key in fields.raw]
        if len(ways) != 1:
            found = " and ".join(ways) or "none of them"
            fields.wrong("PBK072", ways[-1] if ways else "from", known=", ".join(COUNTING), found=found)
            return None
        records = replace(fields, schema=known[kind].schema)
        where = records.condition("where")
        counted = Counted(
            kind=kind,
            how=ways[0],
            field=self._field(records, ways[0]),
            by=self._date(records, "by", known[kind].by) if known[kind].by or _needs_a_date(fields, ways[0]) else "",
            where=Condition(str(fields.raw["where"]), where) if where is not None else None,
            within=fields.duration("within"),
        )
        if counted.how in ("days_since", "days_until"):
            counted = replace(counted, by=counted.field)
        return Derived(self._definition(fields, name, _type_of(counted, records.schema), kind), counted=counted)

    def _field(self, records: Fields, how: str) -> str:
        """The field that is counted: of the kind the way of counting needs."""
        if how in ("count", "any"):
            if records.raw[how] is not True:
                records.misfit(how, "true")
            return ""
        if how in ("days_since", "days_until"):
            return self._date(records, how, "")
        wanted = {"sum": ADDABLE, "average": ADDABLE, "min": ORDERED, "max": ORDERED}.get(how)
        return self._named(records, how, str(records.raw[how]), wanted)

    def _date(self, records: Fields, key: str, default: str) -> str:
        return self._named(records, key, str(records.raw.get(key, default)), (Kind.DATE,))

    def _named(self, records: Fields, key: str, name: str, kinds: tuple[Kind, ...] | None) -> str:
        definition = records.schema.get(name)
        fitting = [each.name for each in records.schema.facts.values() if kinds is None or each.type.kind in kinds]
        if definition is None or name not in fitting:
            records.stranger("PBK073", key, name, fitting, name=name, way=key)
            return fitting[0] if fitting else ""
        return name


def _too_early(problem: Problem, later: Collection[str]) -> Problem:
    """A fact that is not there yet is one further down."""
    early = problem.code == "NAM001" and problem.params["name"] in later
    return replace(problem, code="PBK066", suggestion=None) if early else problem


def _declared_in(name: str) -> str:
    """Which file has a fact of this name already, as far as its name tells."""
    return "built in" if name in NAMES else "a step of a guide" if name.startswith("answers.") else "in facts.toml"


def _needs_a_date(fields: Fields, how: str) -> bool:
    """Whether what is counted depends on which record is the later one, or how old one is."""
    return how in ("latest", "first") or "within" in fields.raw or "by" in fields.raw


def _type_of(counted: Counted, schema: Schema) -> Type:
    if counted.how in ("count", "days_since", "days_until"):
        return INT
    if counted.how == "any":
        return BOOL
    definition = schema.facts.get(counted.field)
    if definition is None:
        return INT  # what is wrong with the field has been said
    type_ = definition.type
    return DECIMAL if counted.how == "average" and type_.kind is Kind.INT else type_


def names_read(derived: Derived) -> tuple[str, ...]:
    """The facts a derived fact is worked out from; none where it is counted on records."""
    node = derived.when.node if derived.when is not None else derived.value
    return names_in(node) if node is not None else ()
