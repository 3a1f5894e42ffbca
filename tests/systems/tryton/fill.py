"""Fills an activated Tryton with a company, its people and what they bought; run by Tryton's own Python.

`python -m tests.systems.tryton.fill ADDRESS-OF-THE-DATABASE CONFIGURATION`; see `seed.py`, which does the rest.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from proteus import Model, Wizard, config

from tests.systems.people import LANGUAGE, people
from tests.systems.tryton.plan import (
    BUYERS,
    CURRENCIES,
    FIRST_DAY,
    KEY,
    KEY_WITHOUT_RIGHTS,
    PEOPLE,
    PRICES,
    RAW,
    SALES,
    customer_number,
    has_country,
    kind_of,
    pieces,
    shared_number,
)


def main(address: str, configuration: str) -> None:
    """Fill the database, from the company to the complaints."""
    config.set_trytond(address, config_file=configuration).skip_warning = True
    _languages()
    _countries()
    _company()
    crowd = _parties()
    goods = _products()
    sales = [_sale(number, crowd, goods) for number in range(SALES)]
    _complaints(sales)
    _users()


def _languages() -> None:
    Language = Model.get("ir.lang")
    for code in sorted(set(LANGUAGE.values())):
        (language,) = Language.find([("code", "=", code)])
        if not language.translatable:
            language.translatable = True
            language.save()


def _countries() -> None:
    """Before anybody: without them no number is understood."""
    Country = Model.get("country.country")
    for code in LANGUAGE:
        Country(name=code, code=code).save()


def _company() -> None:
    from trytond.modules.account.tests.tools import create_chart, create_fiscalyear
    from trytond.modules.account_invoice.tests.tools import create_payment_term, set_fiscalyear_invoice_sequences
    from trytond.modules.company.tests.tools import create_company

    Currency, Rate = Model.get("currency.currency"), Model.get("currency.currency.rate")
    for code, (rate, rounding) in CURRENCIES.items():
        currency = Currency(name=code, code=code, symbol=code, rounding=Decimal(rounding))
        currency.digits = -Decimal(rounding).as_tuple().exponent
        currency.save()
        Rate(date=date.min, rate=Decimal(rate), currency=currency).save()
    company = Model.get("party.party")(name="Fernvik Example")
    company.save()
    create_company(party=company, currency="EUR")
    create_chart()
    year = (FIRST_DAY.replace(month=1, day=1), FIRST_DAY.replace(month=12, day=31))
    fiscal = set_fiscalyear_invoice_sequences(create_fiscalyear(today=year))
    fiscal.click("create_period")
    create_payment_term().save()
    _payment_method()


def _payment_method() -> None:
    from trytond.modules.account.tests.tools import get_accounts

    (journal,) = Model.get("account.journal").find([("type", "=", "cash")])
    cash = get_accounts()["cash"]
    Model.get("account.invoice.payment.method")(
        name="Cash", journal=journal, credit_account=cash, debit_account=cash
    ).save()


def _parties() -> list[Any]:
    Party, Country, Language = Model.get("party.party"), Model.get("country.country"), Model.get("ir.lang")
    settings = Model.get("party.configuration")(1)
    settings.party_sequence = None
    settings.save()
    made = []
    for person in people(PEOPLE):
        party = Party(name=person.name, code=customer_number(person))
        (party.lang,) = Language.find([("code", "=", person.language)])
        (address,) = party.addresses or [party.addresses.new()]
        address.city = person.city
        address.street = f"Example Street {person.index}"
        if has_country(person):
            (address.country,) = Country.find([("code", "=", person.country)])
        party.save()
        # After the address: its country is what a number is read with.
        _reached_by(party, "phone", person.phone)
        _reached_by(party, "email", person.email)
        if shared_number(person):
            _reached_by(party, "phone", shared_number(person))
        made.append(party)
    return made


def _reached_by(party: Any, kind: str, value: str) -> None:
    from trytond.modules.party.exceptions import InvalidPhoneNumber

    mechanism = Model.get("party.contact_mechanism")(party=party)
    mechanism.type, mechanism.value = kind, value
    try:
        mechanism.type = kind
        mechanism.save()
    except InvalidPhoneNumber:
        # As it was typed before the server could read numbers; `seed.py` makes it a phone again.
        mechanism.type, mechanism.value = RAW, value
        mechanism.type = RAW
        mechanism.save()


def _products() -> list[Any]:
    from trytond.modules.account.tests.tools import get_accounts

    accounts = get_accounts()
    Category, Template, Unit = Model.get("product.category"), Model.get("product.template"), Model.get("product.uom")
    category = Category(name="Goods", accounting=True)
    category.account_expense, category.account_revenue = accounts["expense"], accounts["revenue"]
    category.save()
    (unit,) = Unit.find([("name", "=", "Unit")])
    made = []
    for name, price in PRICES.items():
        template = Template(name=name, default_uom=unit, type="goods", salable=True, account_category=category)
        template.list_price = Decimal(price)
        template.save()
        (product,) = template.products
        product.suffix_code = f"SKU-{len(made) + 1:03d}"
        product.save()
        made.append(product)
    _service(unit, category)
    return made


def _service(unit: Any, category: Any) -> None:
    Template, Party = Model.get("product.template"), Model.get("party.party")
    template = Template(name="Delivery", default_uom=unit, type="service", salable=True, account_category=category)
    template.list_price = Decimal(5)
    template.save()
    (product,) = template.products
    forwarder = Party(name="Example Parcels", code="S-1")
    forwarder.save()
    Model.get("carrier")(party=forwarder, carrier_product=product).save()
    cm = Model.get("product.uom").find([("name", "=", "Centimeter")])[0]
    box = Model.get("stock.package.type")(name="Box", length_uom=cm, width_uom=cm, height_uom=cm)
    box.length, box.width, box.height = 40.0, 30.0, 20.0
    box.save()


def _sale(number: int, crowd: list[Any], goods: list[Any]) -> Any:
    kind = kind_of(number)
    sale = Model.get("sale.sale")(party=crowd[BUYERS[number]])
    sale.payment_term = Model.get("account.invoice.payment_term").find([])[0]
    sale.sale_date = FIRST_DAY + timedelta(days=number)
    sale.invoice_method, sale.shipment_method = "order", "order"
    if kind.currency != "EUR":
        (sale.currency,) = Model.get("currency.currency").find([("code", "=", kind.currency)])
    for count in pieces(number):
        line = sale.lines.new()
        line.product = goods[(number + count) % len(goods)]
        line.quantity = float(count)
        line.unit_price = Decimal(kind.price)
    sale.save()
    if kind.state == "draft":
        return sale
    sale.click("quote")
    if kind.state == "cancelled":
        sale.click("cancel")
    elif kind.state != "quotation":
        sale.click("confirm")
        sale.click("process")
        _invoices(sale, kind)
        _ships(sale, kind, number)
        sale.reload()
    return sale


def _invoices(sale: Any, kind: Any) -> None:
    for invoice in sale.invoices if kind.is_paid else ():
        invoice.invoice_date = sale.sale_date
        invoice.click("post")
        pay = Wizard("account.invoice.pay", [invoice])
        (pay.form.payment_method,) = Model.get("account.invoice.payment.method").find([])
        pay.form.date = sale.sale_date
        pay.execute("choice")


def _ships(sale: Any, kind: Any, number: int) -> None:
    if not kind.shipped:
        return
    (shipment,) = sale.shipments
    (shipment.carrier,) = Model.get("carrier").find([])
    shipment.save()
    if kind.shipped == "part":
        for move in shipment.inventory_moves or shipment.outgoing_moves:
            move.quantity = 1.0
            move.save()
    shipment.click("assign_force")
    shipment.click("pick")
    box = Model.get("stock.package.type").find([])[0]
    Package, Move = Model.get("stock.package"), Model.get("stock.move")
    package = Package(shipment=shipment, type=box, shipping_reference=f"EXP{number:06d}")
    package.moves.extend(Move(move.id) for move in shipment.outgoing_moves)
    package.save()
    shipment.reload()
    shipment.effective_date = sale.sale_date + timedelta(days=2)
    shipment.click("pack")
    shipment.click("do")


def _complaints(sales: list[Any]) -> None:
    Complaint, Kind = Model.get("sale.complaint"), Model.get("sale.complaint.type")
    (model,) = Model.get("ir.model").find([("name", "=", "sale.sale")])
    kinds = [Kind(name=name, origin=model) for name in ("Damaged", "Late", "Wrong article")]
    for kind in kinds:
        kind.save()
    for at, sale in enumerate(sale for sale in sales if sale.state in {"processing", "done"}):
        if at % 3:
            continue
        complaint = Complaint(customer=sale.party, type=kinds[at % len(kinds)], origin=sale)
        complaint.date = sale.sale_date + timedelta(days=5)
        complaint.description = f"It came with a dent & a “scratch”.\nSeen on day {at}."
        complaint.save()
        for button in (("wait",), (), ("wait", "approve"), ("wait", "reject"), ("cancel",))[at % 5]:
            complaint.click(button)


def _users() -> None:
    User, Group, Company = Model.get("res.user"), Model.get("res.group"), Model.get("company.company")
    Application = Model.get("res.user.application")
    for login, names, key in (("callside", ["Sales", "Stock"], KEY), ("visitor", [], KEY_WITHOUT_RIGHTS)):
        user = User(name=login.title(), login=login)
        user.companies.extend(Company.find([]))
        (user.company,) = Company.find([])
        for name in names:
            user.groups.extend(Group.find([("name", "=", name)]))
        user.save()
        Application(user=user, application="rest", key=key, state="validated").save()


if __name__ == "__main__":
    main(*sys.argv[1:])
