"""Our few shared widgets; all take the `Look` first, set their sheet properties in the constructor and hold no data.

labels.py    SectionTitle, Tag(look, text, tone), KeyCap(look, keys), IconLabel(look, icon, tone, size)
card.py      Card(kind), Rule, hbox/vbox (no surprises in margins)
buttons.py   Button(look, text, kind=, icon=, key=), IconButton(look, icon, name), Chip, TabButton
meter.py     Steps (guide progress), which keeps its sentence as text for screen readers
avatar.py    Avatar (initials, or a person where there is no name)
stripes.py   paint_stripes(painter, color, rect, height): the band of practice calls
tile.py      ScoreTile with known / none / pending / failed / cached states and a reserved width
skeleton.py  paint_skeleton(painter, look, rect, row, disc=) for delegates; static, after SKELETON_DELAY_MS
fields.py    LineField, with a spoken name
focus.py     paint_focus for painted items, chain of what Tab may reach, announce for screen readers
voice.py     Voice, which holds back what is not urgent while the agent types
"""
