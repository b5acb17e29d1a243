"""Migration 3: the life of a household, what a clerk has told apart, lists kept, the network."""

from __future__ import annotations

_DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"

# Why a household or a person appeared or went: the report of a month asks for the reason.
_LIFE = f"""
ALTER TABLE households ADD COLUMN status TEXT NOT NULL DEFAULT 'here'
    CHECK (status IN ('here', 'left', 'joined'));
ALTER TABLE households ADD COLUMN status_day TEXT CHECK (status_day {_DAY});
-- Where its people went: a code on an old sheet opens that household.
ALTER TABLE households ADD COLUMN joined_id TEXT REFERENCES households (id);
CREATE INDEX households_joined ON households (joined_id) WHERE joined_id IS NOT NULL;
ALTER TABLE households ADD COLUMN collector_id TEXT REFERENCES staff (id);
CREATE INDEX households_gone ON households (id) WHERE status <> 'here';
CREATE INDEX households_collector ON households (collector_id) WHERE collector_id IS NOT NULL;

CREATE TABLE life_events (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN (
        'death', 'away', 'left', 'returned', 'transferred', 'split', 'joined', 'married', 'born',
        'head', 'household_left', 'household_returned'
    )),
    day TEXT CHECK (day {_DAY}),
    person_id TEXT REFERENCES people (id),
    household_id TEXT REFERENCES households (id),
    other_household_id TEXT REFERENCES households (id),
    told_by TEXT NOT NULL DEFAULT '',
    document TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK (person_id IS NOT NULL OR household_id IS NOT NULL)
) STRICT;
CREATE INDEX life_events_person ON life_events (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX life_events_household ON life_events (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX life_events_other ON life_events (other_household_id)
    WHERE other_household_id IS NOT NULL;
CREATE INDEX life_events_day ON life_events (day);

-- Two records that look alike and were said to be two people: never offered again.
CREATE TABLE different_people (
    id TEXT PRIMARY KEY,
    one_id TEXT NOT NULL REFERENCES people (id),
    other_id TEXT NOT NULL REFERENCES people (id),
    CHECK (one_id < other_id),
    UNIQUE (one_id, other_id)
) STRICT;
CREATE INDEX different_people_other ON different_people (other_id);
"""

# How a list of a certain shape was read when a clerk had the last word; filters kept by name;
# what was being typed when the program closed (personal data, so in the register; no change).
_LISTS = """
CREATE TABLE list_shapes (
    id TEXT PRIMARY KEY,
    shape TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    columns TEXT NOT NULL CHECK (json_valid(columns)),
    script TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE kept_filters (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL UNIQUE,
    filter TEXT NOT NULL CHECK (json_valid(filter))
) STRICT;

CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    form TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL CHECK (json_valid(content)),
    UNIQUE (form, subject, actor)
) STRICT;

-- What a list of voluntary participants says of the payment: đồng a month, and the method.
ALTER TABLE covers ADD COLUMN income INTEGER CHECK (income > 0);
ALTER TABLE covers ADD COLUMN method TEXT CHECK (method <> '');
"""

_NETWORK = f"""
CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE points (
    id TEXT PRIMARY KEY,
    organisation_id TEXT REFERENCES organisations (id),
    name TEXT NOT NULL CHECK (name <> ''),
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX points_organisation ON points (organisation_id) WHERE organisation_id IS NOT NULL;

ALTER TABLE staff ADD COLUMN point_id TEXT REFERENCES points (id);
CREATE INDEX staff_point ON staff (point_id) WHERE point_id IS NOT NULL;
-- What stands over the name where this person signs, line by line: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
ALTER TABLE staff ADD COLUMN signing TEXT NOT NULL DEFAULT '';

CREATE TABLE receipt_books (
    id TEXT PRIMARY KEY,
    symbol TEXT NOT NULL CHECK (symbol <> ''),
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    digits INTEGER NOT NULL DEFAULT 1 CHECK (digits BETWEEN 1 AND 12),
    collector_id TEXT REFERENCES staff (id),
    received TEXT CHECK (received {_DAY}),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX receipt_books_collector ON receipt_books (collector_id)
    WHERE collector_id IS NOT NULL;

-- Names a village had, or that lists give it: a list with an old name still finds it.
CREATE TABLE village_names (
    id TEXT PRIMARY KEY,
    village_id TEXT NOT NULL REFERENCES villages (id),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX village_names_village ON village_names (village_id);

ALTER TABLE office ADD COLUMN backup_folder TEXT NOT NULL DEFAULT '';
"""

# What a list says otherwise than the register, and households that a new list of the poor does not
# name any more: both are asked, before the list is written or any day after.
_ASKED = f"""
-- A list named the village without its unit word (Nà Cọ): the first list that has it names it.
ALTER TABLE villages ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0 CHECK (guessed IN (0, 1));
ALTER TABLE imports ADD COLUMN year INTEGER CHECK (year > 1900);
ALTER TABLE imports ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE imports ADD COLUMN document_day TEXT CHECK (document_day {_DAY});

CREATE TABLE import_conflicts (
    id TEXT PRIMARY KEY,
    import_id TEXT NOT NULL REFERENCES imports (id),
    row INTEGER NOT NULL,
    sheet TEXT NOT NULL DEFAULT '',
    person_id TEXT NOT NULL REFERENCES people (id),
    field TEXT NOT NULL CHECK (field <> ''),
    held TEXT NOT NULL,
    said TEXT NOT NULL,
    kept TEXT CHECK (kept IN ('register', 'file')),
    cover TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(cover))
) STRICT;
CREATE INDEX import_conflicts_import ON import_conflicts (import_id);
CREATE INDEX import_conflicts_person ON import_conflicts (person_id);

CREATE TABLE import_endings (
    id TEXT PRIMARY KEY,
    import_id TEXT NOT NULL REFERENCES imports (id),
    household_id TEXT NOT NULL REFERENCES households (id),
    year INTEGER NOT NULL,
    of_year INTEGER NOT NULL CHECK (of_year <= year),
    kind TEXT NOT NULL CHECK (kind IN ('poor', 'near_poor')),
    answer TEXT CHECK (answer IN ('ended', 'stays'))
) STRICT;
CREATE INDEX import_endings_import ON import_endings (import_id);
CREATE INDEX import_endings_household ON import_endings (household_id);

-- The list that made a waiting row certain: it is not taken back while the row is taken.
ALTER TABLE import_rows ADD COLUMN after_id TEXT REFERENCES imports (id);
CREATE INDEX import_rows_after ON import_rows (after_id) WHERE after_id IS NOT NULL;
"""

SQL = _LIFE + _LISTS + _NETWORK + _ASKED
