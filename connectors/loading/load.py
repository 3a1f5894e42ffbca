"""Reading a connector manifest: everything that is wrong with it at once, each with its file, line and key."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from connectors.loading.lint import lint
from connectors.loading.readable import Finding, Readable
from connectors.manifest.auth import MODELS
from connectors.manifest.model import Manifest
from connectors.manifest.problems import FileError, ManifestError, Problem
from connectors.manifest.toml_lines import KeyPath, line_of, read_toml
from connectors.rest.graphql_text import with_fragments
from connectors.written.found import NotInstalled, loaded

__all__ = [
    "Manifest",
    "ManifestError",
    "Problem",
    "load_manifest",
    "manifest_json_schema",
    "parse_manifest",
    "validation_problems",
]


def load_manifest(
    path: Path, settings: Mapping[str, object] | None = None, defaults: Mapping[str, object] | None = None
) -> Manifest:
    """The manifest in a file, a site's settings laid over its own and `defaults` under them; raises ManifestError."""
    manifest = parse_manifest(read_file(path, ManifestError), path.name, settings, defaults)
    if manifest.kind == "python":
        try:
            loaded(manifest.connector or "", manifest.operations)
        except NotInstalled as wrong:
            raise ManifestError([Problem(path.name, 0, "connector", str(wrong))]) from None
    return manifest


def parse_manifest(
    data: bytes, name: str, settings: Mapping[str, object] | None = None, defaults: Mapping[str, object] | None = None
) -> Manifest:
    """The manifest in a TOML text; raises ManifestError."""
    raw, lines = read_toml(data, name, ManifestError)
    own = raw.get("settings", {})
    if isinstance(own, dict):
        raw["settings"] = {**(defaults or {}), **own, **(settings or {})}
    fragments = raw.get("fragments")
    if isinstance(fragments, dict) and all(isinstance(text, str) for text in fragments.values()):
        _spread(raw, fragments)
    try:
        manifest = Manifest.model_validate(raw)
    except ValidationError as wrong:
        form = validation_problems(wrong, Manifest, name, lines)
        rest = Readable(raw, wrong, lambda error: _clean_path(error["loc"], lines))
        found = lint(rest.manifest) if rest.manifest is not None else ()
        raise ManifestError(sorted({*form, *_named(rest.findings(found, lines), name, lines)})) from None
    problems = _named(lint(manifest), name, lines)
    if problems:
        raise ManifestError(sorted(problems), manifest)
    return manifest


def _spread(part: Any, fragments: Mapping[str, str]) -> None:
    """Put behind each GraphQL text the fragments it spreads."""
    for inner in part if isinstance(part, list) else part.values() if isinstance(part, dict) else ():
        _spread(inner, fragments)
    if isinstance(part, dict) and isinstance(part.get("query"), str):
        part["query"] = with_fragments(part["query"], fragments)


def _named(found: Iterable[Finding], name: str, lines: dict[KeyPath, int]) -> set[Problem]:
    """Findings with their lines."""
    return {Problem(name, line_of(lines, path), key_text(path), message) for path, message in found}


def manifest_json_schema() -> dict[str, Any]:
    """The JSON Schema of a manifest, for editors that complete and check TOML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Manifest.model_json_schema(by_alias=True)}


def read_file(path: Path, error: type[FileError]) -> bytes:
    """The bytes of a file; raises `error` with one sentence where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise error([Problem(str(path), 0, "", "there is no such file")]) from None
    except (OSError, ValueError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else "no readable name"
        raise error([Problem(str(path)[:300], 0, "", f"cannot be read: {reason}")]) from None


def validation_problems(
    wrong: ValidationError, model: type[BaseModel], name: str, lines: dict[KeyPath, int]
) -> list[Problem]:
    """Pydantic's findings in our words, with lines and, for a misspelled key, the key that was meant."""
    found = {_problem(error, model, name, lines) for error in wrong.errors(include_url=False, include_input=False)}
    return sorted(found)


def _problem(error: Mapping[str, Any], model: type[BaseModel], name: str, lines: dict[KeyPath, int]) -> Problem:
    path = _clean_path(error["loc"], lines)
    message = error["msg"]
    branch = _branch(error["loc"])
    if error["type"] == "missing":
        message = f"missing: {branch} needs it" if branch and len(path) == 2 else "missing"
    elif error["type"] == "extra_forbidden":
        suggestion = _suggestion(path, MODELS[branch] if branch else model, path[1:-1] if branch else path[:-1])
        is_others = branch and len(path) == 2 and not suggestion
        message = f"does not belong to {branch}" if is_others else "unknown key" + suggestion
    elif error["type"] == "kind_of_sign_in":
        path = (*path, "kind")
    elif error["type"] == "value_error":
        message = message.removeprefix("Value error, ")
    else:
        message = message[:1].lower() + message[1:]
    return Problem(name, line_of(lines, path), key_text(path), message)


def _clean_path(location: Iterable[str | int], lines: dict[KeyPath, int]) -> KeyPath:
    """The key path without the names pydantic adds for the branch of a union."""
    path: KeyPath = ()
    for part in location:
        if isinstance(part, str) and ("[" in part or part in _BRANCHES) and (*path, part) not in lines:
            continue
        path = (*path, part)
    return path


_BRANCHES = frozenset({"str", "int", "dict", "list", "tuple", "function-after", "function-before", *MODELS})


def _branch(location: tuple[str | int, ...]) -> str:
    """The kind of sign-in that a finding is about."""
    return str(location[1]) if len(location) > 2 and location[0] == "auth" and location[1] in MODELS else ""


def _suggestion(path: KeyPath, model: type[BaseModel], table: KeyPath) -> str:
    known = _keys_at(table, model)
    near = difflib.get_close_matches(str(path[-1]), known, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _keys_at(path: KeyPath, model: type[BaseModel]) -> list[str]:
    """The keys of the table at a path of a model; nothing where the path leaves the models."""
    current: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        fields = {field.alias or name: field for name, field in current.model_fields.items()}
        found = _model_in(fields[part].annotation) if part in fields else None
        if found is None:
            return []
        current = found
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None


def key_text(path: Iterable[str | int]) -> str:
    """A key path as people write it, such as connections[0].manifest."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
