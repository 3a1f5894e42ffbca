"""What went wrong in a database, as one of our errors. No value of a row is ever repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sqlalchemy import exc

from connectors.errors import AuthError, BadPayload, ConnectorError, Denied, Rejected, Unavailable
from connectors.sql.refused import Asked, not_allowed, wrong_type

_SCHEMA = re.compile(r"(?:no such (?:table|column|function)|has no column named):?\s*([\w.]+)", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:column|relation|function|table) \"?([\w.]+)\"?[^\n]{0,80} does not exist", re.IGNORECASE)
_CONSTRAINT = re.compile(r"((?:NOT NULL|UNIQUE|CHECK|FOREIGN KEY|PRIMARY KEY) constraint failed(?:: [\w., ]+)?)")


def is_database_error(error: BaseException) -> bool:
    """Whether an exception comes from a database or from the way to it; a driver may raise its own while streaming."""
    return isinstance(error, exc.SQLAlchemyError | OSError | OverflowError | ImportError) or hasattr(error, "sqlstate")


def sql_error(system: str, error: BaseException, asked: Asked | None = None) -> ConnectorError:
    """The one error that says what this exception of SQLAlchemy or a driver means; `asked` is what it answers."""
    told = _by_state(system, error, asked)
    if told is not None:
        return told
    if isinstance(error, exc.TimeoutError):
        return Unavailable(system, "busy", "all connections to the database are in use", sent=False)
    if isinstance(error, exc.NoSuchModuleError | ImportError):
        return Unavailable(system, "server", "the driver for this database is not installed", sent=False)
    if isinstance(error, exc.DBAPIError):
        cause = error.orig
        found = _by_state(system, cause, asked) or _by_sqlite_text(system, str(cause))
        return found or _by_class(system, error)
    if isinstance(error, OverflowError):
        return Rejected(system, None, "a number is too large for the database")
    if isinstance(error, TimeoutError):
        return Unavailable(system, "timeout", "the database did not answer in time")
    if isinstance(error, OSError):
        return Unavailable(system, "network", "the database cannot be reached", sent=False)
    return Unavailable(system, "server", f"{type(error).__name__} in the database driver")


def _by_sqlite_text(system: str, text: str) -> ConnectorError | None:
    lowered = text.lower()
    schema = _SCHEMA.search(text)
    if schema:
        return BadPayload(system, schema.group(1)[:100], f"the database has no {schema.group(1)[:100]}")
    constraint = _CONSTRAINT.search(text)
    if constraint:
        return Rejected(system, None, constraint.group(1)[:200])
    for words, make in _SQLITE.items():
        if words in lowered:
            return make(system)
    return None


def _missing_file(system: str) -> ConnectorError:
    return Unavailable(system, "network", "the database file cannot be opened", sent=False)


def _busy(system: str) -> ConnectorError:
    return Unavailable(system, "busy", "the database is locked by another program", sent=False)


def _no_database(system: str) -> ConnectorError:
    return BadPayload(system, "database", "the file is no database, or it is damaged")


def _too_slow(system: str) -> ConnectorError:
    return Unavailable(system, "timeout", "the statement took too long")


def _read_only(system: str) -> ConnectorError:
    return Denied(system, None, "the database may only be read")


def _full(system: str) -> ConnectorError:
    return Unavailable(system, "server", "the disk of the database is full or failing", sent=False)


_SQLITE: Mapping[str, Callable[[str], ConnectorError]] = {
    "unable to open database file": _missing_file,
    "database is locked": _busy,
    "database table is locked": _busy,
    "database schema is locked": _busy,
    "file is not a database": _no_database,
    "file is encrypted": _no_database,
    "malformed": _no_database,
    "interrupted": _too_slow,
    "readonly database": _read_only,
    "disk is full": _full,
    "disk i/o error": _full,
}


def _by_state(system: str, cause: BaseException | None, asked: Asked | None) -> ConnectorError | None:
    """By the SQLSTATE that PostgreSQL and others give."""
    state = getattr(cause, "sqlstate", None)
    if cause is None or not isinstance(state, str) or len(state) != 5:
        return None
    if state.startswith("28"):
        return AuthError(system, "the database did not accept our name and password")
    if state == "25006":
        return Denied(system, None, "the database may only be read here")
    if state == "42501":
        return Denied(system, None, not_allowed(cause, asked))
    if state == "57014":
        return _too_slow(system)
    if state == "3D000":
        return Unavailable(system, "server", "the server has no database of the name in settings.url", sent=False)
    if state.startswith("42"):
        return _unknown(system, state, str(cause))
    if state.startswith(("22", "23")):
        why = wrong_type(cause, asked) if state.startswith("22") else None
        return Rejected(system, None, why or f"the database refused a value ({state})")
    return Unavailable(system, "server", f"the database failed ({state})")


def _unknown(system: str, state: str, text: str) -> ConnectorError:
    """A name of the statement that the database does not have."""
    found = _UNKNOWN.search(text)
    name = found.group(1)[:100] if found else ""
    kind = {"42P01": "table", "42703": "column"}.get(state)
    if name and kind:
        return BadPayload(system, name, f"the database has no {kind} {name}, or not where its user looks")
    return BadPayload(system, name or "statement", f"the database does not know {name or 'a name in the statement'}")


def _by_class(system: str, error: exc.DBAPIError) -> ConnectorError:
    name = type(error.orig).__name__
    if isinstance(error, exc.IntegrityError | exc.DataError):
        return Rejected(system, None, f"the database refused a value ({name})")
    if isinstance(error, exc.ProgrammingError | exc.InterfaceError | exc.NotSupportedError):
        return BadPayload(system, "statement", f"the database refused the statement ({name})")
    if isinstance(error.orig, OSError):
        return Unavailable(system, "network", "the database cannot be reached", sent=False)
    return Unavailable(system, "server", f"the database failed ({name})")
