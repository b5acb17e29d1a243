"""Migration 2: support of another kind, and calculations kept with a household."""

from __future__ import annotations

_DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"

# Support may be a share of something else than usual, with a highest amount (đồng a month); what
# was worked out with a family is kept as it was said.
SQL = f"""
ALTER TABLE policy_values ADD COLUMN base TEXT;
ALTER TABLE policy_values ADD COLUMN most INTEGER CHECK (most > 0);

CREATE TABLE calculations (
    id TEXT PRIMARY KEY,
    household_id TEXT NOT NULL REFERENCES households (id),
    person_id TEXT REFERENCES people (id),
    day TEXT NOT NULL CHECK (day {_DAY}),
    asked TEXT NOT NULL CHECK (json_valid(asked)),
    answer TEXT NOT NULL CHECK (json_valid(answer))
) STRICT;
CREATE INDEX calculations_household ON calculations (household_id, day);
CREATE INDEX calculations_person ON calculations (person_id) WHERE person_id IS NOT NULL;
"""
