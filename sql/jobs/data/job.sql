INSERT INTO hera_internal.job (name, ordinal, language, call, period, description)
VALUES
('refresh_profiles', 1, 'sql',
    'SELECT organization_id, effects, fault FROM hera.refresh_profiles() WHERE effects > 0 OR fault IS NOT NULL',
    interval '1 minute', 'Brings the profiles that dimensions are judged by up to date.'),
('make_partitions', 2, 'sql', 'SELECT name, action FROM hera_internal.make_partitions()', interval '1 day',
    'Makes the monthly partitions of the next two years.')
ON CONFLICT (name) DO UPDATE
SET
    ordinal = excluded.ordinal,
    language = excluded.language,
    call = excluded.call,
    period = excluded.period,
    description = excluded.description;
