"""Migration 4: whom to visit, what came of it, campaigns, who joined and stopped, and targets."""

from __future__ import annotations

_DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
_MONTH = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]'"

# Rates have their own denominators: pupils, and the labour force. Unknown is NULL, never "not".
_PEOPLE = f"""
ALTER TABLE people ADD COLUMN occupation TEXT
    CHECK (occupation IN ('pupil', 'working', 'not_working'));
-- Put off by a clerk: not offered for a visit before that day.
ALTER TABLE households ADD COLUMN not_before TEXT CHECK (not_before {_DAY});
"""

# A plan is one trip: a day, routes with their crews, and the households in walking order. The
# reason is kept as it was said when the plan was made.
_OUTREACH = f"""
CREATE TABLE outreach_weights (
    id TEXT PRIMARY KEY,
    weight INTEGER NOT NULL
) STRICT;

CREATE TABLE refusal_reasons (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    title TEXT NOT NULL CHECK (title <> ''),
    says TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    answer_hi TEXT NOT NULL DEFAULT '',
    answer_vsi TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE plans (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL CHECK (day {_DAY}),
    part TEXT NOT NULL DEFAULT 'day' CHECK (part IN ('morning', 'afternoon', 'evening', 'day')),
    -- Trips of one month are numbered: the code on the route sheet is R, year, month and number.
    code TEXT NOT NULL UNIQUE CHECK (code GLOB 'R[0-9][0-9][0-9][0-9][0-9][0-9]*'),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX plans_day ON plans (day);

CREATE TABLE plan_crew (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    route INTEGER NOT NULL CHECK (route > 0),
    staff_id TEXT NOT NULL REFERENCES staff (id),
    UNIQUE (plan_id, staff_id)
) STRICT;
CREATE INDEX plan_crew_staff ON plan_crew (staff_id);

CREATE TABLE plan_stops (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    route INTEGER NOT NULL CHECK (route > 0),
    place INTEGER NOT NULL CHECK (place > 0),
    household_id TEXT NOT NULL REFERENCES households (id),
    why TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(why)),
    UNIQUE (plan_id, household_id)
) STRICT;
CREATE INDEX plan_stops_household ON plan_stops (household_id);

ALTER TABLE visits ADD COLUMN plan_id TEXT REFERENCES plans (id);
CREATE INDEX visits_plan ON visits (plan_id) WHERE plan_id IS NOT NULL;
-- Money handed over at the door, in đồng, before the enrolment is written.
ALTER TABLE visit_results ADD COLUMN received INTEGER CHECK (received >= 0);

CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    household_id TEXT REFERENCES households (id),
    person_id TEXT REFERENCES people (id),
    scheme TEXT CHECK (scheme IN ('hi', 'vsi')),
    day TEXT NOT NULL CHECK (day {_DAY}),
    result TEXT NOT NULL CHECK (result IN ('reached', 'no_answer', 'promised', 'wrong_number')),
    staff_id TEXT REFERENCES staff (id),
    next_day TEXT CHECK (next_day {_DAY} AND next_day >= day),
    note TEXT NOT NULL DEFAULT '',
    CHECK (household_id IS NOT NULL OR person_id IS NOT NULL)
) STRICT;
CREATE INDEX calls_household ON calls (household_id, day) WHERE household_id IS NOT NULL;
CREATE INDEX calls_person ON calls (person_id, day) WHERE person_id IS NOT NULL;
"""

# The baseline is counted once, when the campaign starts, and is kept as it was: rows of numbers,
# which no later correction of a record moves. village_id is NULL for people without one.
_CAMPAIGNS = f"""
CREATE TABLE campaigns (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL DEFAULT 'other'
        CHECK (kind IN ('national_month', 'launch', 'peak', 'other')),
    start TEXT NOT NULL CHECK (start {_DAY}),
    until TEXT NOT NULL CHECK (until {_DAY} AND until >= start),
    document TEXT NOT NULL DEFAULT '',
    document_day TEXT CHECK (document_day {_DAY}),
    baseline_day TEXT CHECK (baseline_day {_DAY}),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX campaigns_start ON campaigns (start);

CREATE TABLE campaign_baselines (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    village_id TEXT REFERENCES villages (id),
    village TEXT NOT NULL DEFAULT '',
    scheme TEXT NOT NULL CHECK (scheme IN ('hi', 'vsi')),
    population INTEGER NOT NULL CHECK (population >= 0),
    covered INTEGER NOT NULL CHECK (covered BETWEEN 0 AND population),
    unknown INTEGER NOT NULL CHECK (unknown BETWEEN 0 AND population - covered)
) STRICT;
-- By the name it had: villages joined later point to one, and each row stays as it was counted.
CREATE UNIQUE INDEX campaign_baselines_one ON campaign_baselines (campaign_id, scheme, village);
CREATE INDEX campaign_baselines_village ON campaign_baselines (village_id)
    WHERE village_id IS NOT NULL;

-- The villages of a campaign; none for the whole commune.
CREATE TABLE campaign_areas (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    village_id TEXT NOT NULL REFERENCES villages (id),
    UNIQUE (campaign_id, village_id)
) STRICT;
CREATE INDEX campaign_areas_village ON campaign_areas (village_id);

-- A village split off is compared with the one it was part of when the campaign began.
ALTER TABLE villages ADD COLUMN split_from_id TEXT REFERENCES villages (id);
CREATE INDEX villages_split ON villages (split_from_id) WHERE split_from_id IS NOT NULL;

CREATE TABLE campaign_goals (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    village_id TEXT REFERENCES villages (id),
    indicator TEXT NOT NULL CHECK (indicator <> ''),
    goal INTEGER NOT NULL CHECK (goal >= 0)
) STRICT;
CREATE UNIQUE INDEX campaign_goals_one
    ON campaign_goals (campaign_id, indicator, ifnull(village_id, ''));

ALTER TABLE events ADD COLUMN campaign_id TEXT REFERENCES campaigns (id);
ALTER TABLE events ADD COLUMN village_id TEXT REFERENCES villages (id);
ALTER TABLE events ADD COLUMN state TEXT NOT NULL DEFAULT 'held'
    CHECK (state IN ('planned', 'held', 'cancelled'));
ALTER TABLE events ADD COLUMN starts TEXT CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]');
ALTER TABLE events ADD COLUMN ends TEXT CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]');
ALTER TABLE events ADD COLUMN hosts TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN asked INTEGER CHECK (asked >= 0);
ALTER TABLE events ADD COLUMN leaflets INTEGER CHECK (leaflets >= 0);
ALTER TABLE events ADD COLUMN sheets INTEGER CHECK (sheets >= 0);
ALTER TABLE events ADD COLUMN often_asked TEXT NOT NULL DEFAULT '';
CREATE INDEX events_campaign ON events (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX events_village ON events (village_id) WHERE village_id IS NOT NULL;

-- Who came, one by one; where nobody wrote names down, the number reached is all there is.
CREATE TABLE event_people (
    id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id),
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL DEFAULT '',
    CHECK (person_id IS NOT NULL OR name <> ''),
    UNIQUE (event_id, person_id)
) STRICT;
CREATE INDEX event_people_person ON event_people (person_id) WHERE person_id IS NOT NULL;

-- People who joined, moved to non-cash payment or were given a card at an event where only the
-- number was told: counted beside the named ones, and marked so.
CREATE TABLE event_totals (
    id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id),
    what TEXT NOT NULL CHECK (what IN ('joined_hi', 'joined_vsi', 'non_cash', 'sponsored')),
    people INTEGER NOT NULL CHECK (people > 0),
    UNIQUE (event_id, what)
) STRICT;

CREATE TABLE non_cash_moves (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL CHECK (day {_DAY}),
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL DEFAULT '',
    village_id TEXT REFERENCES villages (id),
    event_id TEXT REFERENCES events (id),
    staff_id TEXT REFERENCES staff (id),
    note TEXT NOT NULL DEFAULT '',
    CHECK (person_id IS NOT NULL OR name <> '')
) STRICT;
CREATE INDEX non_cash_moves_day ON non_cash_moves (day);
CREATE INDEX non_cash_moves_event ON non_cash_moves (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX non_cash_moves_person ON non_cash_moves (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE sponsored_cards (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL CHECK (day {_DAY}),
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL DEFAULT '',
    village_id TEXT REFERENCES villages (id),
    event_id TEXT REFERENCES events (id),
    sponsor TEXT NOT NULL CHECK (sponsor <> ''),
    months INTEGER CHECK (months > 0),
    amount INTEGER CHECK (amount >= 0),
    note TEXT NOT NULL DEFAULT '',
    CHECK (person_id IS NOT NULL OR name <> '')
) STRICT;
CREATE INDEX sponsored_cards_day ON sponsored_cards (day);
CREATE INDEX sponsored_cards_event ON sponsored_cards (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX sponsored_cards_person ON sponsored_cards (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE month_themes (
    id TEXT PRIMARY KEY,
    month TEXT NOT NULL UNIQUE CHECK (month {_MONTH}),
    theme TEXT NOT NULL CHECK (theme <> ''),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE theme_scripts (
    id TEXT PRIMARY KEY,
    theme_id TEXT NOT NULL REFERENCES month_themes (id),
    form TEXT NOT NULL CHECK (form <> ''),
    script TEXT NOT NULL,
    UNIQUE (theme_id, form)
) STRICT;
"""

# Months paid before this register, or elsewhere, count for the pension and for the support as
# those paid here do. A stop says why; a refund what was given back (đồng).
_ENROLMENTS = f"""
CREATE TABLE earlier_spells (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    scheme TEXT NOT NULL CHECK (scheme IN ('hi', 'vsi', 'csi')),
    first TEXT NOT NULL CHECK (first {_MONTH}),
    last TEXT NOT NULL CHECK (last {_MONTH} AND last >= first),
    months INTEGER NOT NULL CHECK (months > 0),
    supported_months INTEGER NOT NULL DEFAULT 0 CHECK (supported_months BETWEEN 0 AND months),
    income INTEGER CHECK (income > 0),
    stopped_why TEXT NOT NULL DEFAULT '',
    won_by TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX earlier_spells_person ON earlier_spells (person_id, scheme);

CREATE TABLE stops (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    scheme TEXT NOT NULL CHECK (scheme IN ('hi', 'vsi')),
    day TEXT NOT NULL CHECK (day {_DAY}),
    reason TEXT NOT NULL CHECK (reason <> ''),
    enrolment_id TEXT REFERENCES enrolments (id),
    refund INTEGER CHECK (refund >= 0),
    refund_day TEXT CHECK (refund_day {_DAY}),
    -- of the enrolment, given back: they do not count as paid, nor towards the limit of support
    months INTEGER NOT NULL DEFAULT 0 CHECK (months >= 0),
    supported_months INTEGER NOT NULL DEFAULT 0 CHECK (supported_months BETWEEN 0 AND months),
    working TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(working)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX stops_person ON stops (person_id, scheme, day);
CREATE INDEX stops_day ON stops (day);
CREATE INDEX stops_enrolment ON stops (enrolment_id) WHERE enrolment_id IS NOT NULL;

-- A renewal at another level or by another method is a renewal, and says so.
ALTER TABLE enrolments ADD COLUMN changed TEXT CHECK (changed IN ('level', 'method', 'both'));
-- Written by mistake under a numbered receipt: it stays, struck out, and counts for nothing.
ALTER TABLE enrolments ADD COLUMN void_day TEXT CHECK (void_day {_DAY});
ALTER TABLE enrolments ADD COLUMN void_why TEXT NOT NULL DEFAULT '';
-- The organisation of the collector on the day of payment: a collector may change later.
ALTER TABLE payments ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
CREATE INDEX enrolments_until ON enrolments (until);
"""

# `subject_id` is a village, a member of the staff or the folded name of an organisation; '' for the
# commune. `opening` is what there was when the period began, counted once.
_TARGETS = f"""
CREATE TABLE targets (
    id TEXT PRIMARY KEY,
    indicator TEXT NOT NULL CHECK (indicator <> ''),
    start TEXT NOT NULL CHECK (start {_DAY}),
    until TEXT NOT NULL CHECK (until {_DAY} AND until >= start),
    level TEXT NOT NULL CHECK (level IN ('commune', 'village', 'organisation', 'collector')),
    subject_id TEXT NOT NULL DEFAULT '',
    goal INTEGER NOT NULL CHECK (goal >= 0),
    rate TEXT CHECK (rate <> ''),
    opening INTEGER CHECK (opening >= 0),
    resolution TEXT NOT NULL DEFAULT '',
    resolution_day TEXT CHECK (resolution_day {_DAY}),
    CHECK ((level = 'commune') = (subject_id = '')),
    UNIQUE (indicator, start, until, level, subject_id)
) STRICT;

CREATE TABLE explanations (
    id TEXT PRIMARY KEY,
    target_id TEXT NOT NULL REFERENCES targets (id),
    month TEXT NOT NULL CHECK (month {_MONTH}),
    day TEXT NOT NULL CHECK (day {_DAY}),
    reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
    cause TEXT NOT NULL DEFAULT '',
    correction TEXT NOT NULL DEFAULT '',
    staff_id TEXT REFERENCES staff (id),
    by_day TEXT CHECK (by_day {_DAY}),
    UNIQUE (target_id, month)
) STRICT;

-- Denominators told by the statistics office or the school, where the register cannot know them.
CREATE TABLE denominators (
    id TEXT PRIMARY KEY,
    year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    what TEXT NOT NULL CHECK (what IN ('population', 'labour', 'pupils')),
    village_id TEXT REFERENCES villages (id),
    people INTEGER NOT NULL CHECK (people >= 0),
    source TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX denominators_one ON denominators (year, what, ifnull(village_id, ''));
"""

# Who is insured on a day, who is due and whom to visit are told by all covers at once: the index
# holds all that these questions ask, so that the rows themselves are not read.
_COVERS = """
DROP INDEX covers_person;
CREATE INDEX covers_person
    ON covers (person_id, scheme, known, until, start, dated, hi_group, id);
"""

SQL = _COVERS + _PEOPLE + _OUTREACH + _CAMPAIGNS + _ENROLMENTS + _TARGETS
