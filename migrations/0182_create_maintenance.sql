CREATE TABLE hera_internal.maintenance_run (
    id bigint GENERATED ALWAYS AS IDENTITY,
    task text NOT NULL,
    target text NOT NULL,
    statement text NOT NULL,
    reason text NOT NULL,
    emergency text,
    runner text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text NOT NULL,
    detail text,
    CONSTRAINT maintenance_run_pk PRIMARY KEY (id),
    CONSTRAINT maintenance_run_outcome_ck CHECK (outcome IN ('running', 'done', 'failed', 'lost'))
);
CREATE INDEX maintenance_run_started_at_ix ON hera_internal.maintenance_run (started_at);
COMMENT ON TABLE hera_internal.maintenance_run IS 'What maintenance did, statement by statement.';
COMMENT ON COLUMN hera_internal.maintenance_run.id IS 'Number of the run.';
COMMENT ON COLUMN hera_internal.maintenance_run.task IS 'vacuum, analyze, reindex, drop_index or statistics.';
COMMENT ON COLUMN hera_internal.maintenance_run.target IS 'Table, index or column that it was for.';
COMMENT ON COLUMN hera_internal.maintenance_run.statement IS 'Statement that was run.';
COMMENT ON COLUMN hera_internal.maintenance_run.reason IS 'Why it was in the plan.';
COMMENT ON COLUMN hera_internal.maintenance_run.emergency IS 'Why it was run outside the window; NULL for what was run in it.';
COMMENT ON COLUMN hera_internal.maintenance_run.runner IS 'Login that ran it.';
COMMENT ON COLUMN hera_internal.maintenance_run.started_at IS 'When it began.';
COMMENT ON COLUMN hera_internal.maintenance_run.ended_at IS 'When it ended.';
COMMENT ON COLUMN hera_internal.maintenance_run.outcome IS 'running, done, failed, or lost when its process ended without a word.';
COMMENT ON COLUMN hera_internal.maintenance_run.detail IS 'What went wrong.';
COMMENT ON INDEX hera_internal.maintenance_run_started_at_ix IS 'What was done in a window.';

CREATE TABLE hera_internal.planned_work (
    name text NOT NULL,
    ordinal smallint NOT NULL,
    period interval NOT NULL,
    command text NOT NULL,
    description text NOT NULL,
    CONSTRAINT planned_work_pk PRIMARY KEY (name)
);
COMMENT ON TABLE hera_internal.planned_work IS 'The calendar of work that keeps an installation well.';
COMMENT ON COLUMN hera_internal.planned_work.name IS 'Name of the work.';
COMMENT ON COLUMN hera_internal.planned_work.ordinal IS 'Place in the list.';
COMMENT ON COLUMN hera_internal.planned_work.period IS 'How often it is to be done.';
COMMENT ON COLUMN hera_internal.planned_work.command IS 'How it is done.';
COMMENT ON COLUMN hera_internal.planned_work.description IS 'What it is for.';

CREATE TABLE hera_internal.work_done (
    name text NOT NULL,
    done_at timestamptz NOT NULL,
    done_by text NOT NULL,
    note text,
    CONSTRAINT work_done_pk PRIMARY KEY (name, done_at)
);
COMMENT ON TABLE hera_internal.work_done IS 'When work of the calendar was done, and by whom.';
COMMENT ON COLUMN hera_internal.work_done.name IS 'Name of the work.';
COMMENT ON COLUMN hera_internal.work_done.done_at IS 'When it was done.';
COMMENT ON COLUMN hera_internal.work_done.done_by IS 'Login that said so.';
COMMENT ON COLUMN hera_internal.work_done.note IS 'What was found.';
