"""What an effect of the playbook would do, in words: the target and each value, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from connectors.connector import UPDATE
from desktop.views.agent.detail_words import Line
from desktop.views.safe_text import cell, shown

if TYPE_CHECKING:
    from desktop.rules.session import FilledEffect


class EffectWords(QObject):
    """Words for what accepting an action, or doing a step, does."""

    def preview(self, effect: FilledEffect, labels: Mapping[str, str]) -> list[Line]:
        """What it writes where, value by value; `labels` name systems."""
        heads = {
            "note": self.tr("Adds to the notes"),
            "dial": self.tr("Calls"),
            "transfer": self.tr("Transfers to"),
        }
        if effect.kind == "connector":
            changes = effect.name.rpartition(":")[2] == UPDATE
            head = Line(self.tr("Changes") if changes else self.tr("Creates"), self._operation(effect, labels))
            return [head, *self._values(effect), *self._mails(effect)]
        if effect.kind == "note":
            return [Line(heads["note"], shown(effect.params.get("text", "")), long=True)]
        return [Line(heads[effect.kind], cell(effect.name))] if effect.kind in heads else []

    def _values(self, effect: FilledEffect) -> list[Line]:
        return [Line(self._param(name), shown(value), long=True) for name, value in effect.params.items()]

    def _mails(self, effect: FilledEffect) -> list[Line]:
        """What a system does by itself once it has this."""
        return [Line(self.tr("Then"), self.tr("the system writes to the customer itself"))] if effect.notifies else []

    def deed(self, effect: FilledEffect) -> str:
        """What the button says that does it."""
        words = {
            "connector": self.tr("Do it, go on"),
            "open_panel": self.tr("Open it, go on"),
            "note": self.tr("Put it into the notes"),
            "email": self.tr("Write it"),
            "dial": self.tr("Call"),
            "transfer": self.tr("Transfer"),
        }
        return words.get(effect.kind, self.tr("Do it, go on"))

    def _operation(self, effect: FilledEffect, labels: Mapping[str, str]) -> str:
        system, _, operation = effect.name.rpartition(":")
        words = {
            "note.create": self.tr("a note"),
            "task.create": self.tr("a task"),
            "case.create": self.tr("a case"),
            "interaction.create": self.tr("a contact entry"),
            "consent.create": self.tr("a consent"),
            "survey.create": self.tr("a survey invitation"),
            "customer.create": self.tr("a customer"),
            UPDATE: self.tr("the customer"),
        }
        what = words.get(operation, cell(operation).replace(".", " ").replace("_", " "))
        if not system:
            return what
        return self.tr("{what} in {system}").format(what=what, system=cell(labels.get(system, system)))

    def _param(self, name: str) -> str:
        words = {
            "subject": self.tr("Subject"),
            "outcome": self.tr("Outcome"),
            "question": self.tr("Question"),
            "to": self.tr("To"),
            "given": self.tr("Given"),
            "text": self.tr("Text"),
            "due_in_days": self.tr("Due in days"),
            "due_on": self.tr("Due"),
            "amount": self.tr("Amount"),
            "order": self.tr("Order"),
            "invoice": self.tr("Invoice"),
            "owner": self.tr("Owner"),
            "priority": self.tr("Priority"),
            "category": self.tr("Category"),
            "name": self.tr("Name"),
            "phone": self.tr("Phone"),
            "email": self.tr("E-mail"),
            "language": self.tr("Language"),
            "street": self.tr("Street"),
            "postal_code": self.tr("Postal code"),
            "city": self.tr("City"),
        }
        return words.get(name, cell(name).replace("_", " ").capitalize())
