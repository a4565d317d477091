-- Version 2: an outcome belongs to a case, as a forecast does: two cases may have a series of the same name.

-- What is recorded is given the case whose forecasts it was recorded for. Where several cases forecast the series, nobody
-- can tell which of them it is of: it stays without a case and judges none, and each case may record its own.
DROP TRIGGER outcomes_stay;
ALTER TABLE outcomes ADD COLUMN case_id TEXT NOT NULL DEFAULT '';
UPDATE outcomes SET case_id = (
    SELECT min(forecasts.case_id) FROM forecasts
    WHERE forecasts.target = outcomes.target AND forecasts.period = outcomes.period
)
WHERE 1 = (
    SELECT count(DISTINCT forecasts.case_id) FROM forecasts
    WHERE forecasts.target = outcomes.target AND forecasts.period = outcomes.period
);
CREATE TRIGGER outcomes_stay BEFORE UPDATE ON outcomes
BEGIN SELECT RAISE(ABORT, 'outcomes are never changed'); END;

-- One first outcome for a case, target and period; each later one names the one before it.
DROP INDEX first_outcome;
CREATE UNIQUE INDEX first_outcome ON outcomes (case_id, target, period) WHERE replaces IS NULL;

DROP TRIGGER forecasts_come_first;
CREATE TRIGGER forecasts_come_first BEFORE INSERT ON forecasts
WHEN EXISTS (
    SELECT 1 FROM outcomes WHERE case_id = NEW.case_id AND target = NEW.target AND period = NEW.period
)
BEGIN SELECT RAISE(ABORT, 'an outcome of this case, target and period is recorded'); END;

DROP TRIGGER outcomes_are_new;
CREATE TRIGGER outcomes_are_new BEFORE INSERT ON outcomes
WHEN EXISTS (
    SELECT 1 FROM outcomes
    WHERE id = NEW.id OR replaces = NEW.replaces
        OR (NEW.replaces IS NULL AND case_id = NEW.case_id AND target = NEW.target AND period = NEW.period)
)
BEGIN SELECT RAISE(ABORT, 'outcomes are never replaced in place'); END;

DROP TRIGGER outcomes_correct_their_own;
CREATE TRIGGER outcomes_correct_their_own BEFORE INSERT ON outcomes
WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM outcomes
    WHERE id = NEW.replaces AND case_id = NEW.case_id AND target = NEW.target AND period = NEW.period
)
BEGIN SELECT RAISE(ABORT, 'a correction names an outcome of its own case, target and period'); END;
