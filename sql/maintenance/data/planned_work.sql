INSERT INTO hera_internal.planned_work (name, ordinal, period, command, description)
VALUES
('maintenance window', 1, interval '7 days', 'hera maintenance run, or the job maintain of hera run',
    'VACUUM, ANALYZE and REINDEX where the plan asks for it.'),
('verification', 2, interval '7 days', 'hera verify; hera verify-audit --checkpoint FILE',
    'Everything derived again, against a checkpoint that was kept outside.'),
('index report', 3, interval '1 month', 'hera maintenance indexes',
    'Unused, duplicate and invalid indexes looked at by a person.'),
('partitions', 4, interval '1 month', 'SELECT * FROM hera.partition_status()', 'Two years of months made ahead.'),
('archive', 5, interval '1 month', 'hera archive due; hera archive export MONTH; hera archive drop MONTH',
    'Months that retention asks for written, verified and dropped.'),
('wraparound', 6, interval '1 month', 'hera maintenance wraparound', 'Distance of the oldest rows to the end of transaction ids.'),
('access review', 7, interval '3 months', 'SELECT * FROM hera.list_access(ORGANIZATION)',
    'Who may do what, confirmed by the owner of each organization.'),
('restore test', 8, interval '3 months', 'a backup restored elsewhere, then hera verify there',
    'A backup that was never restored is none.'),
('minor release', 9, interval '3 months', 'packages of the distribution, then a restart',
    'Corrections of PostgreSQL installed.'),
('archive test', 10, interval '6 months', 'hera archive verify MONTH',
    'An archive of years ago read back from where it is kept.'),
('retention review', 11, interval '1 year', 'SELECT * FROM hera.list_retention(); SELECT * FROM hera.list_legal_holds()',
    'Periods and holds confirmed by whoever answers for them.')
ON CONFLICT (name) DO UPDATE
SET
    ordinal = excluded.ordinal,
    period = excluded.period,
    command = excluded.command,
    description = excluded.description;
