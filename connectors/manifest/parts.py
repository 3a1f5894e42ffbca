"""What the parts of a manifest are made of: tables that refuse unknown keys, names, secrets by name, one request."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SECRET = re.compile(r"secret:[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
TABLE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")


def secret_name(value: str) -> str:
    """The value itself, where it names a secret and is none."""
    if not SECRET.match(value):
        # The value itself may be a real password: it must not be repeated.
        raise ValueError("a secret is written secret:NAME, its value belongs in the secret store")
    return value


def _name(value: str) -> str:
    if not NAME.match(value):
        raise ValueError("lower-case letters, digits, - and _, starting with a letter")
    return value


def _table(value: str) -> str:
    if not TABLE.match(value):
        raise ValueError("lower-case letters, digits and _, starting with a letter")
    return value


Secret = Annotated[str, AfterValidator(secret_name)]
Table = Annotated[str, AfterValidator(_table)]
Name = Annotated[str, AfterValidator(_name)]


class Part(BaseModel):
    """A table of a manifest: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Request(Part):
    """One HTTP request; it is a POST when it has a body, else a GET. A header is a text or `{ encode, value }`."""

    path: str
    method: Literal["GET", "POST", "PUT", "PATCH"] | None = None
    query: dict[str, Any] = Field(default_factory=dict)
    headers: dict[str, str | dict[str, Any]] = Field(default_factory=dict)
    body: Any = Field(None, alias="json")
    form: dict[str, Any] | None = None

    @property
    def verb(self) -> str:
        """The HTTP method, said or implied."""
        return self.method or ("POST" if self.body is not None or self.form is not None else "GET")


class FilePart(Part):
    """One exported file: CSV, or a `sheet` of an Excel workbook. A `path` with * stands for the newest such file.

    `encoding` and `delimiter` are detected where they are not named.
    """

    path: str = Field(min_length=1, max_length=300)
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(None, min_length=1, max_length=1)
