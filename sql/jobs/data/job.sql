INSERT INTO hera_internal.job (name, ordinal, language, call, period, description)
VALUES
('refresh_profiles', 1, 'sql',
    'SELECT organization_id, effects, fault FROM hera.refresh_profiles() WHERE effects > 0 OR fault IS NOT NULL',
    interval '1 minute', 'Brings the profiles that dimensions are judged by up to date.'),
('make_partitions', 2, 'sql', 'SELECT month, made, attempts FROM hera_internal.extend_partitions()', interval '1 hour',
    'Makes the monthly partitions of the next two years, one month a run.'),
('refresh_balances', 3, 'sql',
    'SELECT organization_id, lines, complete FROM hera.refresh_balances() WHERE lines > 0', interval '5 seconds',
    'Moves posted lines from the tail of the balances into the rollups.'),
('look_gates', 4, 'sql',
    'SELECT o.organization_id, l.family, l.threshold, l.reason FROM hera.core_organizations AS o'
    ' CROSS JOIN LATERAL hera.look_gates(o.organization_id) AS l', interval '1 day',
    'Takes the looks at posting gates that are due, and counts what became of guesses.'),
('train_models', 5, 'python', 'train_due', interval '1 day',
    'Judges models in shadow and trains those that are due; needs scikit-learn.'),
('verify_since', 6, 'sql', 'SELECT check_name, detail FROM hera.verify_since() WHERE NOT ok', interval '1 hour',
    'Checks what was posted since the last certificate and makes the next.'),
('purge_idempotency_keys', 7, 'sql', 'SELECT hera.purge_idempotency_keys() AS purged', interval '1 day',
    'Deletes idempotency keys that are past their days.'),
('expire_pending', 8, 'sql', 'SELECT organization_id, voided FROM hera.expire_pending()', interval '1 minute',
    'Voids pending documents that have expired.'),
('purge_cache', 41, 'sql', 'SELECT hera.purge_cache() AS purged', interval '10 minutes',
    'Deletes entries of the cache that have expired.'),
('purge_tokens', 40, 'sql', 'SELECT hera.purge_tokens() AS purged', interval '1 hour',
    'Deletes what is kept of tokens that have expired.'),
('maintain', 50, 'python', 'maintain', interval '15 minutes',
    'Runs the statements of hera.maintenance_plan() while the maintenance window is open.'),
('seal_audit', 9, 'python', 'seal_audit', interval '1 minute',
    'Seals the audit trail and writes the checkpoint to the directory that the setting audit_checkpoint_directory names.')
ON CONFLICT (name) DO UPDATE
SET
    ordinal = excluded.ordinal,
    language = excluded.language,
    call = excluded.call,
    period = excluded.period,
    description = excluded.description;
