CREATE TABLE hera_internal.service_level (
    name text NOT NULL,
    ordinal smallint NOT NULL,
    objective numeric(6, 5) NOT NULL,
    limit_ms numeric(12, 3),
    budget_days smallint NOT NULL,
    description text NOT NULL,
    CONSTRAINT service_level_pk PRIMARY KEY (name),
    CONSTRAINT service_level_name_ck CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT service_level_objective_ck CHECK (objective > 0 AND objective < 1),
    CONSTRAINT service_level_budget_days_ck CHECK (budget_days >= 1 AND budget_days <= 90)
);
COMMENT ON TABLE hera_internal.service_level IS 'What is promised of the service; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.service_level.name IS 'Name.';
COMMENT ON COLUMN hera_internal.service_level.ordinal IS 'Order in which they are shown.';
COMMENT ON COLUMN hera_internal.service_level.objective IS 'Share of good events that is promised.';
COMMENT ON COLUMN hera_internal.service_level.limit_ms IS 'Milliseconds within which an answer is good; NULL where time is not the question.';
COMMENT ON COLUMN hera_internal.service_level.budget_days IS 'Days over which the error budget is counted.';
COMMENT ON COLUMN hera_internal.service_level.description IS 'What is promised, in words.';

-- Counters as they are, minute by minute: what was counted in a time is their growth.
CREATE TABLE hera_internal.signal_sample (
    sampled_at timestamptz NOT NULL,
    auto_posted bigint NOT NULL,
    guessed bigint NOT NULL,
    confidence bigint[] NOT NULL,
    deadlocks bigint NOT NULL,
    read_ms numeric(12, 3),
    CONSTRAINT signal_sample_pk PRIMARY KEY (sampled_at)
);
COMMENT ON TABLE hera_internal.signal_sample IS
'Counters of classification and a timed read, one row a run of the job evaluate_alerts; rows older than 90 days are deleted.';
COMMENT ON COLUMN hera_internal.signal_sample.sampled_at IS 'When.';
COMMENT ON COLUMN hera_internal.signal_sample.auto_posted IS 'Guesses posted without a person, as counted until then.';
COMMENT ON COLUMN hera_internal.signal_sample.guessed IS 'Guesses, as counted until then.';
COMMENT ON COLUMN hera_internal.signal_sample.confidence IS 'Guesses by bucket of ai_confidence_score, as counted until then.';
COMMENT ON COLUMN hera_internal.signal_sample.deadlocks IS 'Deadlocks of the database, as counted until then.';
COMMENT ON COLUMN hera_internal.signal_sample.read_ms IS 'Milliseconds that a page of documents with their lines took to read; NULL without documents.';
