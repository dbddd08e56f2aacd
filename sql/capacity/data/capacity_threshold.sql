INSERT INTO hera_internal.capacity_threshold (name, ordinal, unit, warning_at, critical_at, description)
VALUES
('connections', 1, '%', 70, 90, 'Client connections in use, of those there may be.'),
('storage', 2, '%', 75, 90, 'Storage in use on the machine of the server.'),
('storage_headroom', 3, 'days', 90, 30, 'Days until storage is full if the database grows as it did.'),
('cpu', 4, 'load per processor', 0.7, 1, 'Processes that run or want to, for each processor, over five minutes.'),
('memory', 5, '%', 80, 90, 'Memory in use on the machine of the server.'),
('review_queue', 6, 'documents', 500, 2000, 'Documents that wait for a person.'),
('commit_latency', 7, 'ms', 10, 50, 'Time to write the log to disk, on average.'),
('reservations', 8, '%', 80, 100, 'Documents of this month in the organization that uses most of what it was promised.')
ON CONFLICT (name) DO UPDATE
SET
    ordinal = excluded.ordinal,
    unit = excluded.unit,
    warning_at = excluded.warning_at,
    critical_at = excluded.critical_at,
    description = excluded.description;
