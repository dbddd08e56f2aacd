CREATE TABLE hera_internal.job (
    name text NOT NULL,
    ordinal smallint NOT NULL,
    language text NOT NULL,
    call text NOT NULL,
    period interval NOT NULL,
    description text NOT NULL,
    CONSTRAINT job_pk PRIMARY KEY (name),
    CONSTRAINT job_ordinal_ck CHECK (ordinal > 0),
    CONSTRAINT job_name_ck CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT job_language_ck CHECK (language IN ('sql', 'python')),
    CONSTRAINT job_period_ck CHECK (period >= interval '1 second')
);
COMMENT ON TABLE hera_internal.job IS 'Jobs that hera run does; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.job.name IS 'Name.';
COMMENT ON COLUMN hera_internal.job.ordinal IS 'Order of jobs that are due together; the number of its lock.';
COMMENT ON COLUMN hera_internal.job.language IS 'sql: a query whose rows are its result; python: a function of the tool.';
COMMENT ON COLUMN hera_internal.job.call IS 'The query, or the name of the function in hera.jobs.callables.';
COMMENT ON COLUMN hera_internal.job.period IS 'Time from one start to the next, unless hera.schedule_job says otherwise.';
COMMENT ON COLUMN hera_internal.job.description IS 'What it does.';

CREATE TABLE hera_internal.job_schedule (
    name text NOT NULL,
    period interval,
    enabled boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT job_schedule_pk PRIMARY KEY (name),
    CONSTRAINT job_schedule_period_ck CHECK (period >= interval '1 second')
);
COMMENT ON TABLE hera_internal.job_schedule IS 'Schedules that an operator has changed.';
COMMENT ON COLUMN hera_internal.job_schedule.name IS 'Job.';
COMMENT ON COLUMN hera_internal.job_schedule.period IS 'Time from one start to the next; NULL for the job''s own.';
COMMENT ON COLUMN hera_internal.job_schedule.enabled IS 'Whether hera run does it.';
COMMENT ON COLUMN hera_internal.job_schedule.changed_at IS 'When it was changed.';
COMMENT ON COLUMN hera_internal.job_schedule.changed_by IS 'Login that changed it.';

CREATE TABLE hera_internal.job_run (
    id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    runner text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    outcome text NOT NULL,
    result jsonb,
    CONSTRAINT job_run_pk PRIMARY KEY (id),
    CONSTRAINT job_run_outcome_ck CHECK (outcome IN ('running', 'done', 'failed', 'cancelled', 'lost')),
    CONSTRAINT job_run_finished_ck CHECK ((finished_at IS NULL) = (outcome IN ('running', 'lost')))
);
CREATE INDEX job_run_name_ix ON hera_internal.job_run (name, started_at DESC);
COMMENT ON TABLE hera_internal.job_run IS 'History of jobs, one row a run; old ones are deleted when new ones start.';
COMMENT ON COLUMN hera_internal.job_run.id IS 'Identity.';
COMMENT ON COLUMN hera_internal.job_run.name IS 'Job.';
COMMENT ON COLUMN hera_internal.job_run.runner IS 'Process that ran it: host and number.';
COMMENT ON COLUMN hera_internal.job_run.started_at IS 'When it started.';
COMMENT ON COLUMN hera_internal.job_run.finished_at IS 'When it ended; NULL while it runs and for one that was lost.';
COMMENT ON COLUMN hera_internal.job_run.outcome IS 'running, done, failed, cancelled, or lost: its process ended without a word.';
COMMENT ON COLUMN hera_internal.job_run.result IS 'What it returned, or the error.';
