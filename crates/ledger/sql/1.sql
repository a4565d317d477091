-- The first schema. Text holds times as ISO 8601 in UTC, days as ISO 8601, lists of numbers as JSON.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE panels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    question_set TEXT NOT NULL,
    chair_hash BLOB NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    closes_on TEXT,
    closed_at TEXT
) STRICT;

CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    panel INTEGER NOT NULL REFERENCES panels (id),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('quantiles', 'probability')),
    unit TEXT NOT NULL,
    scale TEXT NOT NULL CHECK (scale IN ('uniform', 'log')),
    levels TEXT NOT NULL,
    lower REAL,
    upper REAL,
    resolves_on TEXT NOT NULL,
    realisation REAL,
    target TEXT,
    period TEXT,
    UNIQUE (panel, name),
    UNIQUE (panel, position),
    CHECK ((target IS NULL) = (period IS NULL))
) STRICT;

CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    panel INTEGER NOT NULL REFERENCES panels (id),
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    expires_at TEXT NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
    UNIQUE (panel, name)
) STRICT;

-- What stands here was used and is refused a second time.
CREATE TABLE nonces (
    nonce TEXT PRIMARY KEY,
    used_at TEXT NOT NULL
) STRICT;

-- One form sent by a member: its answers stand or fall together.
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member INTEGER NOT NULL REFERENCES members (id),
    nonce TEXT NOT NULL UNIQUE REFERENCES nonces (nonce),
    given_at TEXT NOT NULL
) STRICT;
CREATE INDEX submissions_of_member ON submissions (member);

CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    submission INTEGER NOT NULL REFERENCES submissions (id),
    question INTEGER NOT NULL REFERENCES questions (id),
    quantiles TEXT,
    probability REAL CHECK (probability BETWEEN 0 AND 1),
    comment TEXT NOT NULL,
    UNIQUE (submission, question),
    CHECK ((quantiles IS NULL) <> (probability IS NULL))
) STRICT;
CREATE INDEX answers_to_question ON answers (question);

CREATE TABLE forecasts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    case_title TEXT NOT NULL,
    case_version TEXT NOT NULL,
    as_of TEXT NOT NULL,
    -- Decimal: a seed has 64 bits without a sign.
    seed TEXT NOT NULL,
    made_at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('model', 'naive', 'institution', 'panel')),
    forecaster TEXT NOT NULL,
    target TEXT NOT NULL,
    period TEXT NOT NULL,
    levels TEXT,
    quantiles TEXT,
    probability REAL CHECK (probability BETWEEN 0 AND 1),
    unit TEXT NOT NULL,
    method TEXT NOT NULL,
    CHECK ((levels IS NULL) = (quantiles IS NULL)),
    CHECK ((quantiles IS NULL) <> (probability IS NULL))
) STRICT;
CREATE INDEX forecasts_of_target ON forecasts (target, period);

CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    target TEXT NOT NULL,
    period TEXT NOT NULL,
    value REAL NOT NULL,
    source TEXT NOT NULL,
    known_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaces INTEGER UNIQUE REFERENCES outcomes (id)
) STRICT;
-- One first outcome for a target and period; each later one names the one before it.
CREATE UNIQUE INDEX first_outcome ON outcomes (target, period) WHERE replaces IS NULL;

-- What was asked, said, forecast and recorded is never changed or taken away. The triggers before an insert stop
-- INSERT OR REPLACE, which takes rows away without firing those before a delete.
CREATE TRIGGER questions_stay BEFORE UPDATE ON questions
BEGIN SELECT RAISE(ABORT, 'questions are never changed'); END;
CREATE TRIGGER questions_remain BEFORE DELETE ON questions
BEGIN SELECT RAISE(ABORT, 'questions are never deleted'); END;
CREATE TRIGGER questions_are_new BEFORE INSERT ON questions
WHEN EXISTS (
    SELECT 1 FROM questions WHERE id = NEW.id OR (panel = NEW.panel AND (name = NEW.name OR position = NEW.position))
)
BEGIN SELECT RAISE(ABORT, 'questions are never replaced'); END;

CREATE TRIGGER nonces_stay BEFORE UPDATE ON nonces
BEGIN SELECT RAISE(ABORT, 'nonces are never changed'); END;
CREATE TRIGGER nonces_remain BEFORE DELETE ON nonces
BEGIN SELECT RAISE(ABORT, 'nonces are never deleted'); END;

CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER submissions_remain BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;
CREATE TRIGGER submissions_are_new BEFORE INSERT ON submissions
WHEN EXISTS (SELECT 1 FROM submissions WHERE id = NEW.id OR nonce = NEW.nonce)
BEGIN SELECT RAISE(ABORT, 'submissions are never replaced'); END;

CREATE TRIGGER answers_stay BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END;
CREATE TRIGGER answers_remain BEFORE DELETE ON answers
BEGIN SELECT RAISE(ABORT, 'answers are never deleted'); END;
CREATE TRIGGER answers_are_new BEFORE INSERT ON answers
WHEN EXISTS (
    SELECT 1 FROM answers WHERE id = NEW.id OR (submission = NEW.submission AND question = NEW.question)
)
BEGIN SELECT RAISE(ABORT, 'answers are never replaced'); END;
CREATE TRIGGER answers_belong BEFORE INSERT ON answers
WHEN NOT EXISTS (
    SELECT 1 FROM submissions
    JOIN members ON members.id = submissions.member
    JOIN questions ON questions.panel = members.panel
    WHERE submissions.id = NEW.submission AND questions.id = NEW.question
)
BEGIN SELECT RAISE(ABORT, 'an answer belongs to a question of the panel of its member'); END;
CREATE TRIGGER answers_while_open BEFORE INSERT ON answers
WHEN EXISTS (
    SELECT 1 FROM questions JOIN panels ON panels.id = questions.panel
    WHERE questions.id = NEW.question AND panels.closed_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'the panel is closed'); END;

CREATE TRIGGER panels_stay_closed BEFORE UPDATE ON panels WHEN OLD.closed_at IS NOT NULL
    AND (NEW.closed_at IS NOT OLD.closed_at OR NEW.closes_on IS NOT OLD.closes_on)
BEGIN SELECT RAISE(ABORT, 'a closed panel stays closed'); END;
CREATE TRIGGER panels_remain BEFORE DELETE ON panels
BEGIN SELECT RAISE(ABORT, 'panels are never deleted'); END;
CREATE TRIGGER members_remain BEFORE DELETE ON members
BEGIN SELECT RAISE(ABORT, 'members are never deleted'); END;

CREATE TRIGGER forecasts_stay BEFORE UPDATE ON forecasts
BEGIN SELECT RAISE(ABORT, 'forecasts are never changed'); END;
CREATE TRIGGER forecasts_remain BEFORE DELETE ON forecasts
BEGIN SELECT RAISE(ABORT, 'forecasts are never deleted'); END;
CREATE TRIGGER forecasts_are_new BEFORE INSERT ON forecasts
WHEN EXISTS (SELECT 1 FROM forecasts WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'forecasts are never replaced'); END;
CREATE TRIGGER forecasts_come_first BEFORE INSERT ON forecasts
WHEN EXISTS (SELECT 1 FROM outcomes WHERE target = NEW.target AND period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'an outcome of this target and period is recorded'); END;

CREATE TRIGGER outcomes_stay BEFORE UPDATE ON outcomes
BEGIN SELECT RAISE(ABORT, 'outcomes are never changed'); END;
CREATE TRIGGER outcomes_remain BEFORE DELETE ON outcomes
BEGIN SELECT RAISE(ABORT, 'outcomes are never deleted'); END;
CREATE TRIGGER outcomes_are_new BEFORE INSERT ON outcomes
WHEN EXISTS (
    SELECT 1 FROM outcomes
    WHERE id = NEW.id OR replaces = NEW.replaces
        OR (NEW.replaces IS NULL AND target = NEW.target AND period = NEW.period)
)
BEGIN SELECT RAISE(ABORT, 'outcomes are never replaced in place'); END;
CREATE TRIGGER outcomes_correct_their_own BEFORE INSERT ON outcomes
WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM outcomes WHERE id = NEW.replaces AND target = NEW.target AND period = NEW.period
)
BEGIN SELECT RAISE(ABORT, 'a correction names an outcome of its own target and period'); END;
