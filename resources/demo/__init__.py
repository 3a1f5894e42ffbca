"""The demo company, Fernvik: a made-up shop, phone company and bank, with the four systems such a company has.

`company.ensure(folder, today)` builds its four databases once a day; `site/` connects Callside to them the way
any site is connected. Names, numbers and stories are invented; phone numbers come from ranges kept for fiction.
"""
