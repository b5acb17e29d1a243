"""Migration 1: the journal, the office, people, what is known of them, work and lists."""

from __future__ import annotations

_DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
_DIGIT = "[0-9]"

_JOURNAL = """
CREATE TABLE register_facts (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- number counts per machine; clock is a hybrid logical clock, so that two machines can be merged.
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    machine TEXT NOT NULL,
    number INTEGER NOT NULL,
    clock TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what <> ''),
    undoes TEXT REFERENCES changes (id),
    UNIQUE (machine, number)
) STRICT;
CREATE INDEX changes_undoes ON changes (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX changes_actor ON changes (actor, seq);
CREATE INDEX changes_clock ON changes (clock);

CREATE TABLE change_rows (
    position INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES changes (seq) DEFERRABLE INITIALLY DEFERRED,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    before TEXT,
    after TEXT,
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_rows_change ON change_rows (change);
CREATE INDEX change_rows_row ON change_rows (table_name, row_id);

CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT;
"""

_OFFICE = f"""
CREATE TABLE office (
    id TEXT PRIMARY KEY CHECK (id = 'office'),
    commune_code TEXT NOT NULL DEFAULT '',
    commune TEXT NOT NULL DEFAULT '',
    province_code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    parent_name TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    point_name TEXT NOT NULL DEFAULT '',
    local_note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE villages (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    walk_order INTEGER NOT NULL
) STRICT;
CREATE INDEX villages_folded ON villages (folded);

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    title TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    roles TEXT NOT NULL DEFAULT '',
    village_id TEXT REFERENCES villages (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX staff_village ON staff (village_id);

CREATE TABLE policy_values (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value)),
    unit TEXT NOT NULL,
    start TEXT NOT NULL CHECK (start {_DAY}),
    until TEXT CHECK (until {_DAY} AND until >= start),
    document TEXT NOT NULL,
    document_day TEXT CHECK (document_day {_DAY}),
    article TEXT,
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'pending', 'unsure')),
    why TEXT
) STRICT;
CREATE INDEX policy_values_name ON policy_values (name, start);
"""

_PEOPLE = f"""
CREATE TABLE households (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) = 6),
    village_id TEXT REFERENCES villages (id),
    number TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    walk_order INTEGER,
    do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX households_village ON households (village_id, walk_order);
CREATE INDEX households_number ON households (number);

-- AUTOINCREMENT: a number once given is not given again, so that whoever was taken away or undone
-- finds the old place free.
CREATE TABLE people (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    household_id TEXT REFERENCES households (id),
    village_id TEXT REFERENCES villages (id),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    sex TEXT CHECK (sex IN ('male', 'female')),
    born TEXT CHECK (
        born GLOB '[12][0-9][0-9][0-9]' OR born GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR born {_DAY}
    ),
    personal_id TEXT UNIQUE CHECK (
        personal_id GLOB '{_DIGIT * 12}' AND personal_id <> '000000000000'
    ),
    si_number TEXT CHECK (si_number GLOB '{_DIGIT * 10}' OR si_number GLOB '{_DIGIT * 12}'),
    hi_card TEXT CHECK (hi_card <> ''),
    ethnic TEXT CHECK (ethnic <> ''),
    phone TEXT CHECK (phone <> '' AND phone NOT GLOB '*[^0-9]*'),
    relation TEXT CHECK (relation <> ''),
    relation_text TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'here' CHECK (status IN ('here', 'away', 'moved', 'died')),
    status_day TEXT CHECK (status_day {_DAY}),
    do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX people_one_head ON people (household_id)
    WHERE relation = 'head' AND status IN ('here', 'away');
CREATE INDEX people_household ON people (household_id);
CREATE INDEX people_living ON people (household_id) WHERE status IN ('here', 'away');
CREATE INDEX people_village ON people (village_id) WHERE village_id IS NOT NULL;
CREATE INDEX people_sorted ON people (sort_key, folded);
CREATE INDEX people_si_number ON people (si_number) WHERE si_number IS NOT NULL;
CREATE INDEX people_hi_card ON people (hi_card) WHERE hi_card IS NOT NULL;
CREATE INDEX people_phone ON people (phone) WHERE phone IS NOT NULL;
-- "the one whose telephone ends in 112": last digits are found by index too
CREATE INDEX people_phone_tail ON people (substr(phone, -3)) WHERE phone IS NOT NULL;
CREATE INDEX people_id_tail ON people (substr(personal_id, -3)) WHERE personal_id IS NOT NULL;

-- Kept up by storage/name_index.py at the end of each change, not by triggers: FTS5 writes what it
-- has gathered at every savepoint, and a statement with triggers opens one for each row.
CREATE VIRTUAL TABLE people_fts USING fts5 (
    folded, content = 'people', content_rowid = 'seq',
    tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
"""

_FACTS = f"""
CREATE TABLE standings (
    id TEXT PRIMARY KEY,
    household_id TEXT NOT NULL REFERENCES households (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    kind TEXT NOT NULL CHECK (kind IN ('poor', 'near_poor', 'average_agri', 'none')),
    document TEXT NOT NULL DEFAULT '',
    document_day TEXT CHECK (document_day {_DAY}),
    source_id TEXT,
    UNIQUE (household_id, year)
) STRICT;
CREATE INDEX standings_source ON standings (source_id) WHERE source_id IS NOT NULL;

CREATE TABLE covers (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    scheme TEXT NOT NULL CHECK (scheme IN ('hi', 'vsi', 'csi')),
    known TEXT NOT NULL CHECK (known IN ('covered', 'not_covered')),
    hi_group TEXT CHECK (hi_group <> ''),
    card TEXT CHECK (card <> ''),
    start TEXT CHECK (start {_DAY}),
    until TEXT CHECK (until {_DAY} AND (start IS NULL OR until >= start)),
    dated TEXT NOT NULL CHECK (dated {_DAY}),
    source TEXT NOT NULL CHECK (source IN ('import', 'enrolment', 'clerk')),
    source_id TEXT
) STRICT;
CREATE INDEX covers_person ON covers (person_id, scheme);
CREATE INDEX covers_source ON covers (source_id) WHERE source_id IS NOT NULL;
"""

_WORK = f"""
CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    household_id TEXT NOT NULL REFERENCES households (id),
    day TEXT NOT NULL CHECK (day {_DAY}),
    visitor_id TEXT REFERENCES staff (id),
    note TEXT NOT NULL DEFAULT '',
    next_day TEXT CHECK (next_day {_DAY})
) STRICT;
CREATE INDEX visits_household ON visits (household_id, day);
CREATE INDEX visits_day ON visits (day);
CREATE INDEX visits_visitor ON visits (visitor_id) WHERE visitor_id IS NOT NULL;

CREATE TABLE visit_results (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visits (id),
    person_id TEXT REFERENCES people (id),
    scheme TEXT CHECK (scheme IN ('hi', 'vsi')),
    result TEXT NOT NULL CHECK (result IN ('agreed', 'thinking', 'refused', 'absent', 'moved')),
    reason TEXT CHECK (reason <> ''),
    next_day TEXT CHECK (next_day {_DAY})
) STRICT;
CREATE INDEX visit_results_visit ON visit_results (visit_id);
CREATE INDEX visit_results_person ON visit_results (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL CHECK (day {_DAY}),
    form TEXT NOT NULL,
    theme TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    reached INTEGER CHECK (reached >= 0),
    answered INTEGER CHECK (answered >= 0),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX events_day ON events (day);

-- Amounts in đồng. local_support is NULL where no resolution of the province is recorded.
CREATE TABLE enrolments (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    scheme TEXT NOT NULL CHECK (scheme IN ('hi', 'vsi')),
    kind TEXT NOT NULL CHECK (kind IN ('new', 'renewal', 'rejoin')),
    day TEXT NOT NULL CHECK (day {_DAY}),
    method TEXT NOT NULL CHECK (method <> ''),
    months INTEGER NOT NULL CHECK (months > 0),
    start TEXT NOT NULL CHECK (start {_DAY}),
    until TEXT NOT NULL CHECK (until {_DAY} AND until >= start),
    income INTEGER CHECK (income > 0),
    payer_class TEXT CHECK (payer_class <> ''),
    hi_group TEXT CHECK (hi_group <> ''),
    place INTEGER CHECK (place > 0),
    gross INTEGER NOT NULL CHECK (gross >= 0),
    state_support INTEGER NOT NULL CHECK (state_support >= 0),
    local_support INTEGER CHECK (local_support >= 0),
    other_support INTEGER NOT NULL DEFAULT 0 CHECK (other_support >= 0),
    payable INTEGER NOT NULL CHECK (payable >= 0),
    supported_months INTEGER NOT NULL DEFAULT 0 CHECK (supported_months >= 0),
    parameters TEXT NOT NULL CHECK (json_valid(parameters)),
    working TEXT NOT NULL CHECK (json_valid(working)),
    won_visit_id TEXT REFERENCES visits (id),
    won_event_id TEXT REFERENCES events (id),
    note TEXT NOT NULL DEFAULT '',
    CHECK (payable = gross - state_support - coalesce(local_support, 0) - other_support),
    CHECK (scheme <> 'vsi' OR (income IS NOT NULL AND payer_class IS NOT NULL)),
    CHECK (scheme <> 'hi' OR hi_group IS NOT NULL)
) STRICT;
CREATE INDEX enrolments_person ON enrolments (person_id, scheme, day);
CREATE INDEX enrolments_day ON enrolments (day);
CREATE INDEX enrolments_visit ON enrolments (won_visit_id) WHERE won_visit_id IS NOT NULL;
CREATE INDEX enrolments_event ON enrolments (won_event_id) WHERE won_event_id IS NOT NULL;

CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    day TEXT NOT NULL CHECK (day {_DAY}),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    book TEXT NOT NULL DEFAULT '',
    receipt TEXT NOT NULL DEFAULT '',
    collector_id TEXT REFERENCES staff (id),
    means TEXT NOT NULL DEFAULT 'cash' CHECK (means IN ('cash', 'transfer'))
) STRICT;
CREATE INDEX payments_enrolment ON payments (enrolment_id);
CREATE INDEX payments_collector ON payments (collector_id) WHERE collector_id IS NOT NULL;
CREATE INDEX payments_day ON payments (day);
"""

_IMPORTS = f"""
CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    dated TEXT NOT NULL CHECK (dated {_DAY}),
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL CHECK (rows >= 0),
    added INTEGER NOT NULL CHECK (added >= 0),
    updated INTEGER NOT NULL CHECK (updated >= 0),
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
    duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
    review INTEGER NOT NULL CHECK (review >= 0),
    rejected INTEGER NOT NULL CHECK (rejected >= 0),
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    CHECK (rows = added + updated + unchanged + duplicates + review + rejected)
) STRICT;
CREATE INDEX imports_sha256 ON imports (sha256);

CREATE TABLE import_rows (
    id TEXT PRIMARY KEY,
    import_id TEXT NOT NULL REFERENCES imports (id),
    row INTEGER NOT NULL,
    sheet TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL CHECK (
        outcome IN ('added', 'updated', 'unchanged', 'duplicate', 'review', 'rejected')
    ),
    person_id TEXT REFERENCES people (id),
    why TEXT,
    column_name TEXT,
    value TEXT,
    record TEXT NOT NULL CHECK (json_valid(record))
) STRICT;
CREATE INDEX import_rows_import ON import_rows (import_id, outcome);
CREATE INDEX import_rows_person ON import_rows (person_id) WHERE person_id IS NOT NULL;
"""

SQL = _JOURNAL + _OFFICE + _PEOPLE + _FACTS + _WORK + _IMPORTS
