"""A playbook that uses every setting there is, to hold readers, schemas and the reference to one another."""

from __future__ import annotations

from collections.abc import Mapping

WHOLE: Mapping[str, str] = {
    "playbook.toml": """\
format = "callside.playbook/1"
name = "Corner shop"
version = "3"
owner = "service"
languages = ["en", "de"]
channel = "stable"
currency = "EUR"
default_call_type = "general"
call_types = ["order"]
complaint_categories = ["complaint"]
skip_reasons = ["No time"]
""",
    "facts.toml": """\
format = "callside.facts/1"
[fact."ivr.choice"]
label = "Menu choice"
type = "enum"
members = { order = "Orders", other = "Others" }
source = "phone"
say = "the menu choice"
max_age = "10min"
stale = "keep"
nullable = true
pii = false
known_at = "start"
changeable = "no"
[fact."shop.queue"]
type = "text"
fold = false
[fact."shop.rate"]
type = "decimal"
scale = 2
unit = "%"
min = 0
max = 100
[fact."shop.fee"]
type = "money"
currency = "EUR"
[fact."shop.days"]
derive = { kind = "days_until", from = "contract.end_on", step = "1s" }
""",
    "derived.toml": """\
format = "callside.derived/1"
[fact."shop.orders"]
label = "Orders of a year"
say = "the orders of a year"
unit = "orders"
pii = false
from = "orders"
where = 'status != "cancelled"'
within = "365d"
by = "placed"
count = true
[fact."shop.any"]
from = "cases"
any = true
[fact."shop.since"]
from = "orders"
days_since = "placed"
[fact."shop.until"]
from = "events"
days_until = "on"
[fact."shop.sum"]
from = "orders"
sum = "total"
[fact."shop.average"]
from = "orders"
average = "total"
[fact."shop.min"]
from = "orders"
min = "total"
[fact."shop.max"]
from = "orders"
max = "total"
[fact."shop.latest"]
from = "orders"
latest = "number"
[fact."shop.first"]
from = "orders"
first = "number"
[fact."shop.busy"]
label = "Busy"
say = "busy"
unit = "-"
pii = false
when = 'shop.orders >= 2'
[fact."shop.twice"]
label = "Twice"
say = "twice"
unit = "orders"
pii = false
value = 'shop.orders + shop.orders'
""",
    "guides/hello.toml": """\
format = "callside.guide/1"
title = "Say hello"
[[step]]
id = "hello"
kind = "say"
title = "Say hello"
say = { en = "Hello.", de = "Guten Tag." }
""",
    "call_types/order.toml": """\
format = "callside.call_type/1"
title = "Order"
version = 2
[wrap_up]
goal_s = 20
require_notes = true
[[step]]
use = "hello"
id = "greeting"
when = 'customer.known'
next = "which"
[[step]]
id = "which"
kind = "ask"
title = "Find the order"
say = { en = "Is it {order.latest_number}?", de = "Ist es {order.latest_number}?" }
question = { en = "Which order?", de = "Welche Bestellung?" }
input = "choice"
choices = [{ id = "this", label = "This one" }, { id = "none", label = "None", next = "bye" }]
required = true
when = 'order.open_count >= 1'
next = "permit"
label = "Order asked about"
[[step]]
id = "permit"
kind = "check"
title = "Ask for consent"
question = { en = "May we write?", de = "Dürfen wir schreiben?" }
input = "choice"
choices = [{ id = "given", label = "Yes" }, { id = "refused", label = "No" }]
check = "consent"
consent = "marketing"
[[step]]
id = "bye"
kind = "do"
title = "Note it"
do = { kind = "connector", operation = "task.create", confirm = true, params = { text = "Look at it", due_in_days = "1" } }
[[disposition]]
id = "informed"
path = ["Order", "Informed"]
suggest_when = 'answers.which = "this"'
require = ["notes", "survey", "answers.which"]
[[follow_up]]
text = "Check order {order.latest_number}"
due_in_days = 2
when = 'order.open_late_count >= 1'
""",
    "actions/help.toml": """\
format = "callside.actions/1"
[group.care]
label = "Care"
weight = 5
max_shown = 2
eligibility = 'customer.known'
applicability = 'customer.known'
suitability = 'complaint.open_count = 0 or complaint.open_count is empty'
contact_policy = [{ on = "shown", count = 3, within = "30d", pause = "30d", scope = "group", channel = "voice" }]
[group.first_care]
parent = "care"
[[action]]
id = "sorry"
group = "first_care"
version = 2
status = "active"
owner = "service"
effective_from = 2026-01-01
effective_to = 2036-01-01
title = { en = "Say sorry", de = "Um Entschuldigung bitten" }
mandatory = true
on_unknown = "show"
priority = 3
value = "6.50"
value_expr = 'order.open_count * 2'
value_if_unknown = 1
weight = 10
eligibility = 'customer.known'
applicability = 'decision.call_type = "order"'
suitability = 'complaint.open_count = 0 or complaint.open_count is empty'
context_weights = [{ when = 'order.open_count >= 3', weight = 20 }]
contact_policy = [{ on = "accepted", within = "365d", pause = "forever" }]
decline_reasons = [{ id = "no", label = { en = "No interest", de = "Kein Interesse" }, counts_as = "rejected", pause = "90d" }]
talk_track.en = "We are sorry."
talk_track.de = "Das tut uns leid."
effects = [
  { kind = "open_panel", panel = "orders" },
  { kind = "email", text = "late" },
  { kind = "dial", number = "{shop.queue}" },
  { kind = "transfer", to = "200" },
  { kind = "connector", operation = "note.create", confirm = true, params = { text = { en = "Sorry", de = "Leider" } } },
]
""",
    "policy.toml": """\
format = "callside.policy/1"
version = "1"
slots = 3
model = "beta"
exponent = "0"
use_chance = true
use_context = true
use_value = true
use_levers = true
epsilon = "0.1"
explore_k = 3
holdout_percent = 10
[group.care]
exponent = "1/2"
""",
    "panels.toml": """\
format = "callside.panels/1"
[[panel]]
id = "orders"
title = "All orders"
columns = ["number", "total"]
rows = 6
[[panel]]
id = "cards"
table = "cards"
title = "Cards"
rows = 5
columns = [{ field = "number", label = "Card", type = "text" }]
""",
    "surveys.toml": """\
format = "callside.surveys/1"
pause = "90d"
decline_reasons = ["Asked not to be"]
[[survey]]
id = "after_call"
metric = "csat"
channel = "email"
question = { en = "How satisfied are you?", de = "Wie zufrieden sind Sie?" }
when = 'answers.which = "this"'
pause = "30d"
call_types = ["order"]
""",
    "quick_texts.toml": """\
format = "callside.quick_texts/1"
[[quick_text]]
abbr = "thx"
text = { en = "Thank you for calling {company.name}, {customer.name}.", de = "Danke fuer den Anruf, {customer.name}." }
call_types = ["order"]
""",
    "macros.toml": """\
format = "callside.macros/1"
[[macro]]
id = "explain"
title = { en = "Explain the delay", de = "Verspaetung erklaeren" }
call_types = ["order"]
when = 'order.open_late_count >= 1'
[[macro.step]]
kind = "connector"
operation = "note.create"
params = { text = "Order {order.latest_number} is late" }
[[macro.step]]
kind = "disposition"
disposition = "informed"
[[macro.step]]
kind = "email"
text = "late"
[[macro.step]]
kind = "open_panel"
panel = "cards"
""",
    "tests/order.toml": """\
format = "callside.cases/1"
clock = 2026-11-21T10:15:00+01:00
[base]
known = { "customer.known" = true }
[[case]]
id = "an-order"
base = "known"
channel = "voice"
customer_known = true
log = [{ action = "sorry", outcome = "shown", ago = "2d", group = "care", channel = "voice" }]
facts = { "ivr.choice" = "order" }
advance = "1min"
call_type = "order"
react = { action = "sorry", outcome = "declined", reason = "no" }
expect.call_type = "order"
expect.status = "decided"
expect.waiting_for = []
expect.wake = false
expect.panels = { has = ["orders"], lacks = ["cases"], only = "orders" }
expect.alerts = { has = [], lacks = ["a2"] }
expect.actions = { top = [], has = [], lacks = ["sorry"], absent = ["sorry"], held = [], possible = [], suppressed = [], mandatory = [] }
then = [{ facts = { "ivr.choice" = "other" }, call_type = "general", advance = "1min", react = { action = "sorry", outcome = "accepted" }, expect = { call_type = "general" } }]
""",
    "words/fr.toml": """\
format = "callside.words/1"
[words]
"Menu choice" = "Choix du menu"
"{n} orders" = { one = "{n} commande", other = "{n} commandes" }
""",
    "texts/late.en.md": "Title: Late\nSubject: Late\n\nYour order is late.\n",
    "texts/late.de.md": "Title: Spät\nSubject: Spät\n\nIhre Bestellung ist spät.\n",
}
"""Its files, to be written over the small playbook of `folders`."""
