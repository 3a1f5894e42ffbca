"""How a manifest says who we are in its system: one table for each way to sign in, each with its own keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Discriminator, Field, Tag

from connectors.manifest.asks import Ask
from connectors.manifest.parts import SECRET, Part, Secret, secret_name

HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,99}$")]
WordName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


def _secret_or_nothing(value: str) -> str:
    return value if value in {"", "X"} else secret_name(value)


SecretOrNothing = Annotated[str, AfterValidator(_secret_or_nothing)]


class NoAuth(Part):
    """The system asks nobody who they are."""

    kind: Literal["none"] = "none"


class BasicAuth(Part):
    """User and password with each request; a key without a password has `password = ""`, or "X" where one is wanted."""

    kind: Literal["basic"]
    user: str
    password: SecretOrNothing


class HeaderAuth(Part):
    """A secret in a header of its own."""

    kind: Literal["header"]
    name: HeaderName
    value: Secret


class BearerAuth(Part):
    """A token that never changes, as `Authorization: Bearer`."""

    kind: Literal["bearer"]
    token: Secret


class FieldsAuth(Part):
    """Secrets inside of questions: each is `${session.NAME}` in their bodies, forms and queries."""

    kind: Literal["fields"]
    fields: dict[WordName, Secret] = Field(min_length=1)


class SessionAuth(Ask):
    """A session: a question signs in, `extract` takes values from its answer, `apply` sets headers with them.

    `extract` is JMESPath on {status, headers, body}, or `header:NAME` or `cookie:NAME`, or a secret that goes along.
    Where a system wants them inside its questions, they are `${session.NAME}` there. `ok_when` (JMESPath on the same)
    tells a good answer from a refusal with a good status. `lifetime_s` is for systems that tell none.
    """

    kind: Literal["session_login"]
    ok_when: str | None = None
    extract: dict[WordName, str] = Field(min_length=1)
    apply: dict[HeaderName, str] = Field(default_factory=dict)
    lifetime_s: Annotated[int, Field(ge=10, le=86_400)] | None = None


class TokenAuth(Part):
    """What a token is used like: after the word `scheme`, at the address that came with it.

    `base_url_in` is the name under which the answer to the sign-in says where the system is, in place of
    `settings.base_url`; `base_hosts` are the domains it may be in, each with a leading dot.
    """

    client_id: str
    scope: str = ""
    scheme: str = Field("Bearer", pattern=r"^[A-Za-z][A-Za-z0-9-]{0,39}$")
    base_url_in: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] | None = None
    base_hosts: tuple[Annotated[str, Field(pattern=r"^\.[a-z0-9-]+(\.[a-z0-9-]+)+$")], ...] = ()


class ClientAuth(TokenAuth):
    """OAuth 2.0 as the system itself, without a person: client credentials, exchanged for a token that expires.

    Where the answer names the address of the system under `base_url_in`, it is asked there, inside `base_hosts`.
    """

    kind: Literal["oauth2_client"]
    token_url: str
    client_secret: Secret
    params: dict[str, str] = Field(default_factory=dict)
    client_in: Literal["header", "form"] = "header"


class PersonAuth(TokenAuth):
    """OAuth 2.0 as the agent: signed in once in the system's browser (code with PKCE), kept by a refresh token.

    The provider knows the way back as `http://127.0.0.1/callback`, whatever the port; `redirect_port` is for one that
    wants it said. `params` are added to the address that is opened. Where the answer names the address of the system
    under `base_url_in`, it is asked there, inside `base_hosts`.
    """

    kind: Literal["oauth2_pkce"]
    authorize_url: str
    token_url: str
    client_secret: Secret | None = None
    params: dict[str, str] = Field(default_factory=dict)
    redirect_port: Annotated[int, Field(ge=1024, le=65_535)] | None = None
    redirect_path: str = Field("/callback", pattern=r"^/[A-Za-z0-9/_-]{0,99}$")


class OAuth1Auth(Part):
    """OAuth 1.0a: each request is signed on its own; without a token it is the application that signs in."""

    kind: Literal["oauth1"]
    consumer_key: str
    consumer_secret: Secret
    token: str | None = None
    token_secret: Secret | None = None
    signature: Literal["HMAC-SHA256", "HMAC-SHA1"] = "HMAC-SHA256"
    realm: str | None = None


MODELS: Mapping[str, type[Part]] = {
    "none": NoAuth,
    "basic": BasicAuth,
    "header": HeaderAuth,
    "bearer": BearerAuth,
    "fields": FieldsAuth,
    "session_login": SessionAuth,
    "oauth2_client": ClientAuth,
    "oauth2_pkce": PersonAuth,
    "oauth1": OAuth1Auth,
}


def _kind_of(value: Any) -> str:
    kind = value.get("kind", "none") if isinstance(value, Mapping) else getattr(value, "kind", "none")
    return kind if isinstance(kind, str) else ""


Auth = Annotated[
    Annotated[NoAuth, Tag("none")]
    | Annotated[BasicAuth, Tag("basic")]
    | Annotated[HeaderAuth, Tag("header")]
    | Annotated[BearerAuth, Tag("bearer")]
    | Annotated[FieldsAuth, Tag("fields")]
    | Annotated[SessionAuth, Tag("session_login")]
    | Annotated[ClientAuth, Tag("oauth2_client")]
    | Annotated[PersonAuth, Tag("oauth2_pkce")]
    | Annotated[OAuth1Auth, Tag("oauth1")],
    Discriminator(
        _kind_of,
        custom_error_type="kind_of_sign_in",
        custom_error_message="must be one of " + ", ".join(MODELS),
    ),
]


def given_inside(auth: Auth) -> frozenset[str]:
    """The names that questions may use as `${session.NAME}`."""
    match auth:
        case FieldsAuth():
            return frozenset(auth.fields)
        case SessionAuth():
            return frozenset(auth.extract)
    return frozenset()


def secrets_in(value: Any) -> Iterator[str]:
    """The name of every secret that a part of a manifest refers to."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from secrets_in(getattr(value, name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from secrets_in(item)
    elif isinstance(value, str) and SECRET.match(value):
        yield value.removeprefix("secret:")
