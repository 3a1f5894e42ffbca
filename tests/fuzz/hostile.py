"""Rules of 4 KB at most that are written to take long: each is refused, or compiled into something small."""

from __future__ import annotations

from tests.rules.support import schema_of


def joined(parts: list[str], sign: str) -> str:
    """As many of the parts as 4 KB hold."""
    text = parts[0]
    for part in parts[1:]:
        if len(text) + len(sign) + len(part) > 4096:
            break
        text += sign + part
    return text


NEAR = schema_of(
    'format = "callside.facts/1"\n[fact]\n'
    + "".join(f'"n.a{n}" = {{ type = "int" }}\n"b.b{n}" = {{ type = "bool" }}\n' for n in range(100))
    + "".join(f'"{"near" * 10}.{"miss" * 4}{n:03}" = {{ type = "int" }}\n' for n in range(500))
    + '"s.s" = { type = "set", members = ["a", "b"] }\n"t.t" = { type = "text" }\n'
    + '"e.e" = { type = "enum", members = ['
    + ", ".join(f'"{"member" * 8}{n:03}"' for n in range(500))
    + "] }\n"
)


def nested(levels: int) -> str:
    text = "b.b0"
    for n in range(1, levels):
        text = f"(b.b{n} or n.a{n} > n.a{n + 1}) and (b.b{n + 20} or ({text}))"
    return text


HOSTILE = {
    "parentheses": "(" * 2000 + "b.b1" + ")" * 2000,
    "not": "not " * 1000 + "b.b1",
    "minus": ("n.a1 > " + "- " * 2000 + "n.a2")[:4096],
    "depth allowed": "not " * 31 + "b.b1",
    "or in and": joined([f"(b.b{n} or b.b{n + 1})" for n in range(98)], " and "),
    "or in and, allowed": " and ".join(f"(b.b{n} or n.a{n} > 1 or n.a{n + 1} < 3)" for n in range(18)),
    "several facts": " and ".join(f"(n.a{n} > n.a{n + 1} or n.a{n} * n.a{n + 2} < 3)" for n in range(15)),
    "nested": nested(9),
    "nested negations": "not (" + nested(8) + ")",
    "one fact": " and ".join(f"(n.a1 > {n} and n.a1 < {n + 5} or n.a1 = {1000 + n})" for n in range(15)),
    "list": "n.a1 in [" + ", ".join(map(str, range(500))) + "]",
    "lists": joined([f"n.a{n} in [" + ", ".join(map(str, range(n, n + 120))) + "]" for n in range(9)], " or "),
    "sets": " or ".join('s.s has any ["a"] and s.s has none ["b"]' for _ in range(20)),
    "texts": joined([f't.t contains "{"ﬀ" * 100}{n}"' for n in range(30)], " and "),
    "arithmetic": "n.a0" + "".join(f" + n.a{n} * n.a{n + 1}" for n in range(40)) + " > 1",
    "names": joined([f"{'naer' * 10}.{'mis' * 4}{n:03} > 1" for n in range(60)], " and "),
    "members": "e.e in [" + joined([f'"{"membre" * 8}{n:03}"' for n in range(70)], ", ") + "]",
    "words": "_a " * 1365,
    "signs": "@" * 4096,
    "quotes": '"' * 4096,
    "digits": "9" * 4096,
    "dots": "a." * 2048,
}
