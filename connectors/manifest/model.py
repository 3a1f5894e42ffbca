"""The manifest of a connector: what a system offers, how to ask for it, and what its answers mean. Data, never code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from connectors.connector import LIST_KINDS, WRITE_FIELDS, ListKind, Strategy
from connectors.manifest.asks import Ask, Decode, ErrorRule, Paging, Step, SyncPaging, SyncStep
from connectors.manifest.auth import Auth, NoAuth, secrets_in
from connectors.manifest.parts import FilePart, Name, Part, Secret, Table
from connectors.manifest.transport import Proxy, TlsPart

Kind = Literal["sql", "rest", "graphql", "jsonrpc", "csv", "python"]
Verify = Literal["phone", "email", "id"]

MAX_STEPS = 4


def _as_verify(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


Seconds = Annotated[float, Field(gt=0, le=30)]
Mapped = str | dict[str, str]


class Settings(BaseModel):
    """What a site fills in. Further names are free, to be used as `${settings.name}`.

    `region` reads numbers without a country, `timezone` times without a zone, `currency` amounts without one.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    base_url: str | None = None
    url: str | None = None
    folder: str | None = None
    region: str | None = Field(None, pattern=r"^[A-Z]{2}$")
    timezone: str = "UTC"
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$")


class Timeouts(Part):
    """Deadlines in seconds: to connect, until the verdict, for a read in total, for a write in total."""

    connect: Seconds = 1.0
    verdict: Seconds = 2.0
    total: Seconds = 3.0
    write: Annotated[float, Field(gt=0, le=8)] = 8.0


class Limits(Part):
    """How hard we may press the system: requests per second and requests in flight.

    `burst` of them may go at once after a while of rest, where the system counts over longer than a second.
    """

    rate_per_s: Annotated[float, Field(gt=0, le=1000)] | None = None
    burst: Annotated[int, Field(ge=1, le=50)] = 1
    concurrency: Annotated[int, Field(ge=1, le=5)] = 5


class ConnectionPart(Part):
    """How to reach the system. `path` is where GraphQL and JSON-RPC are spoken, below `base_url`.

    `headers` go with every request, each a text with placeholders of the settings, `secret:NAME`, or
    `{ encode, value }`. `decode` is how answers are written where a question does not say it. `row_limit` caps the
    rows of one SQL answer, before they are folded into records.
    """

    allowed_hosts: tuple[str, ...] = ()
    headers: dict[str, str | dict[str, Any]] = Field(default_factory=dict)
    decode: Decode = "json"
    path: str = Field("", pattern=r"^(/[^\s?#]*)?$")
    timeout_s: Timeouts = Timeouts()
    limits: Limits = Limits()
    proxy: Proxy | None = None
    tls: TlsPart = TlsPart()
    user: str | None = None
    password: Secret | None = None
    row_limit: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    statement_timeout_s: Seconds = 2.0


class Verification(Part):
    """What proves that a row is the one asked for: `value` is JMESPath on the row where the record lacks it.

    `take` names what a step has taken, where only the step met the number: the ticket on the way to its requester.
    """

    kind: Verify
    value: str | None = None
    take: str | None = None


class WithSteps(Ask):
    """A question that others come before: up to four `steps`, and rules for what their answers and its own mean."""

    steps: tuple[Step, ...] = Field((), max_length=MAX_STEPS)
    errors: tuple[ErrorRule, ...] = ()

    def on_the_way(self) -> Iterator[tuple[tuple[str | int, ...], Ask]]:
        """The steps with their key paths, in the order they are asked."""
        yield from ((("steps", index), step) for index, step in enumerate(self.steps))


class Operation(WithSteps):
    """One operation that reads: the question (or `steps`), where its rows are and what they mean.

    `total` is JMESPath on the answer, `header:NAME`, or `take:NAME` of a step: how many rows there are in all.
    """

    take: dict[str, str] = Field(default_factory=dict)
    records: str | None = None
    total: str | None = None
    map: str | dict[str, Mapped] | None = None
    verify: Annotated[
        Verification | None, BeforeValidator(_as_verify, json_schema_input_type=Verification | Verify | None)
    ] = None
    for_each: str | tuple[str, ...] | None = None
    until: Literal["verified", "all"] = "verified"
    paging: Paging = Paging()
    cache_ttl_s: Annotated[float, Field(ge=0, le=600)] = 0

    def questions(self) -> Iterator[tuple[tuple[str | int, ...], Ask]]:
        """Every question of this operation with its key path, in the order they are asked."""
        yield from self.on_the_way()
        if self.is_asked or not self.steps:
            yield (), self


class Match(Part):
    """Whom a synced row is about: JMESPath on the row for an e-mail address, a number to call, a customer number."""

    email: str | None = None
    phone: str | None = None
    id: str | None = None


class SyncOperation(Operation):
    """Everything of one kind, read in the background; `match` says whom each row is about."""

    steps: tuple[SyncStep, ...] = Field((), max_length=MAX_STEPS)
    paging: SyncPaging = SyncPaging()
    match: Match


class SyncPart(Part):
    """What is read in the background from a system that cannot be asked during a call.

    It is read every `every_h` hours: what is new, once a week everything of the last `days`.
    """

    every_h: Annotated[float, Field(ge=0.25, le=168)] = 6.0
    days: Annotated[int, Field(ge=1, le=1_100)] = 365
    orders: SyncOperation | None = None
    invoices: SyncOperation | None = None
    cases: SyncOperation | None = None
    interactions: SyncOperation | None = None
    feedback: SyncOperation | None = None
    events: SyncOperation | None = None


class SearchFirst(Ask):
    """Looks for our own marker before a write; `id` is JMESPath on the first row found.

    `marker` is JMESPath on a row: only rows whose text there holds our key are ours. It is needed where the system
    cannot search for the key, and keeps us from taking the row of a search that was not obeyed for our own; `false`
    where a row cannot show our key: what is found is asked about twice. With `paging` every page is looked through.
    """

    records: str | None = None
    paging: Paging = Paging()
    marker: str | Literal[False] | None = None
    id: str = "id"
    errors: tuple[ErrorRule, ...] = ()


class WriteOperation(WithSteps):
    """One operation that writes: how it is kept from happening twice, and where the new id stands in the answer.

    `steps` find out where to write to, such as the customer's newest ticket; without that nothing is written.
    """

    idempotency: Strategy
    notifies: bool = False
    search: SearchFirst | None = None
    id: str | None = None
    link: str | None = None

    def questions(self) -> Iterator[tuple[tuple[str | int, ...], Ask]]:
        """Every question of this operation with its key path."""
        yield from self.on_the_way()
        yield (), self
        if self.search is not None:
            yield ("search",), self.search


class UpdateOperation(WriteOperation):
    """Changes fields of a customer. The same change made twice does no harm, so it needs no key of its own."""

    idempotency: Strategy = "upsert"


class CustomerPart(Part):
    """What can be asked about customers."""

    find_by_phone: Operation | None = None
    find_by_email: Operation | None = None
    find_by_id: Operation | None = None
    find_by_order: Operation | None = None
    find_by_case: Operation | None = None
    search: Operation | None = None
    get: Operation | None = None
    create: WriteOperation | None = None
    update: UpdateOperation | None = None


class ListPart(Part):
    """A kind of record that can be listed for a customer."""

    list: Operation | None = None


class CreatePart(Part):
    """A kind of record that can be created."""

    create: WriteOperation | None = None


class HealthPart(Part):
    """How to see that the system is there; `who` and `version` are JMESPath on the answer."""

    class Check(Ask):
        """The question, and what its answer tells."""

        who: str | None = None
        version: str | None = None
        errors: tuple[ErrorRule, ...] = ()

    check: Check | None = None


class Manifest(Part):
    """A whole manifest. `name` is the provenance name, `label` what people call the system.

    `custom` are tables of the site's own by name, listed like our own kinds and shown by a panel of the playbook.

    `fragments` are those of GraphQL, such as `Person = "on Customer { id name }"`: what spreads one is sent with it.

    With kind `python` an installed class answers: `connector` is the name it is installed under, `offers` are the
    operations it has, and `idempotency` says of each write among them how it is kept from happening twice.
    """

    schema_version: Literal[1] = Field(alias="schema")
    name: Name
    label: str = ""
    kind: Kind = "rest"
    settings: Settings = Settings()
    connection: ConnectionPart = ConnectionPart()
    auth: Auth = NoAuth()
    errors: tuple[ErrorRule, ...] = ()
    maps: dict[str, dict[str, Mapped]] = Field(default_factory=dict)
    tables: dict[str, dict[str, str]] = Field(default_factory=dict)
    fragments: dict[str, str] = Field(default_factory=dict)
    files: dict[Table, FilePart] = Field(default_factory=dict)
    customer: CustomerPart = CustomerPart()
    orders: ListPart = ListPart()
    invoices: ListPart = ListPart()
    cases: ListPart = ListPart()
    interactions: ListPart = ListPart()
    feedback: ListPart = ListPart()
    events: ListPart = ListPart()
    custom: dict[Table, ListPart] = Field(default_factory=dict)
    connector: Name | None = None
    offers: tuple[str, ...] = ()
    idempotency: dict[str, Strategy] = Field(default_factory=dict)
    note: CreatePart = CreatePart()
    case: CreatePart = CreatePart()
    interaction: CreatePart = CreatePart()
    task: CreatePart = CreatePart()
    consent: CreatePart = CreatePart()
    email: CreatePart = CreatePart()
    survey: CreatePart = CreatePart()
    health: HealthPart = HealthPart()
    sync: SyncPart | None = None

    def synced(self) -> dict[ListKind, SyncOperation]:
        """What is read in the background, by kind."""
        found = {kind: getattr(self.sync, kind, None) for kind in LIST_KINDS}
        return {kind: operation for kind, operation in found.items() if operation is not None}

    def answers_from_sync(self) -> frozenset[str]:
        """The operations that are answered by what was read in the background, unless the system can be asked."""
        ways = {"email": "email", "phone": "phone", "id": "id"}
        named = {name for each in self.synced().values() for name, by in ways.items() if getattr(each.match, by)}
        found = {f"customer.find_by_{name}" for name in named} | {f"{kind}.list" for kind in self.synced()}
        return frozenset(found - self.reads().keys() - set(self.offers))

    def reads(self) -> dict[str, Operation]:
        """The reading operations this manifest declares, by name."""
        found = {f"customer.{name}": op for name, op in self.customer if isinstance(op, Operation)}
        lists = {f"{kind}.list": getattr(self, kind).list for kind in LIST_KINDS}
        lists |= {f"{table}.list": part.list for table, part in self.custom.items()}
        return found | {name: op for name, op in lists.items() if op is not None}

    def kind_of(self, operation: str) -> str:
        """What the rows of a reading operation are: customer, one of our kinds, or row in a table of the site."""
        name = operation.partition(".")[0]
        return "row" if name in self.custom else name

    def writes(self) -> dict[str, WriteOperation]:
        """The writing operations this manifest declares, by name."""
        named = {name: name.partition(".") for name in WRITE_FIELDS}
        parts = {name: getattr(getattr(self, entity), verb) for name, (entity, _, verb) in named.items()}
        return {name: op for name, op in parts.items() if op is not None}

    def map_of(self, operation: Operation) -> Mapping[str, Mapped]:
        """The map of an operation, written in place or shared by name."""
        return self.maps[operation.map] if isinstance(operation.map, str) else operation.map or {}

    @property
    def operations(self) -> frozenset[str]:
        """What this system offers."""
        return frozenset({*self.reads(), *self.writes(), *self.offers, *self.answers_from_sync(), "health.check"})

    @property
    def secret_names(self) -> tuple[str, ...]:
        """The names of the secrets this system needs, so that they can be read before anybody waits for them."""
        return tuple(dict.fromkeys((*secrets_in(self.connection), *secrets_in(self.auth))))

    def with_site(self, name: str, label: str, settings: Mapping[str, object]) -> Manifest:
        """This manifest as one site uses it: its own name, label and settings."""
        merged = Settings.model_validate({**self.settings.model_dump(exclude_unset=True), **settings})
        return self.model_copy(update={"name": name, "label": label or self.label or name, "settings": merged})
