"""The demo company, Fernvik: a made-up shop and phone company with a CRM, a web shop and a survey tool.

`company.ensure(folder, today)` builds its three databases once a day; `site/` connects Callside to them the way
any site is connected. Names, numbers and stories are invented; phone numbers come from ranges kept for fiction.
"""
