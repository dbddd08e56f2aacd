CREATE TABLE hera_internal.service_sample (
    sampled_at timestamptz NOT NULL,
    seconds numeric(12, 3) NOT NULL,
    down_seconds numeric(12, 3) NOT NULL,
    available boolean NOT NULL,
    requests bigint NOT NULL,
    errors bigint NOT NULL,
    commits bigint NOT NULL,
    rollbacks bigint NOT NULL,
    durations bigint[] NOT NULL,
    p95_ms numeric(12, 3),
    counters bigint[] NOT NULL,
    CONSTRAINT service_sample_pk PRIMARY KEY (sampled_at),
    CONSTRAINT service_sample_seconds_ck CHECK (seconds >= 0 AND down_seconds >= 0 AND down_seconds <= seconds),
    CONSTRAINT service_sample_counts_ck CHECK (requests >= 0 AND errors >= 0 AND errors <= requests AND commits >= 0 AND rollbacks >= 0)
);
COMMENT ON TABLE hera_internal.service_sample IS
'What became of requests minute by minute, one row a run of the job sample_service; rows older than 90 days are deleted.';
COMMENT ON COLUMN hera_internal.service_sample.sampled_at IS 'When it was taken; it counts what happened since the one before.';
COMMENT ON COLUMN hera_internal.service_sample.seconds IS 'Seconds since the sample before; 0 in the first.';
COMMENT ON COLUMN hera_internal.service_sample.down_seconds IS
'Seconds of them until the server was started again; also those in which nobody took samples before that.';
COMMENT ON COLUMN hera_internal.service_sample.available IS 'Whether hera.health was not failed when it was taken.';
COMMENT ON COLUMN hera_internal.service_sample.requests IS 'Requests that were answered, refusals included.';
COMMENT ON COLUMN hera_internal.service_sample.errors IS 'Requests of them that were refused.';
COMMENT ON COLUMN hera_internal.service_sample.commits IS 'Transactions of the database that were committed.';
COMMENT ON COLUMN hera_internal.service_sample.rollbacks IS 'Transactions of the database that were rolled back.';
COMMENT ON COLUMN hera_internal.service_sample.durations IS
'Requests by the buckets of operation_duration_seconds, the last for all that took longer.';
COMMENT ON COLUMN hera_internal.service_sample.p95_ms IS
'Milliseconds within which 95 of 100 requests were answered, interpolated in its bucket; NULL without requests.';
COMMENT ON COLUMN hera_internal.service_sample.counters IS
'The counters themselves, for the next sample: documents, refusals, commits, rollbacks, then the buckets.';
