INSERT INTO hera_internal.incident_response (severity, tier, acknowledge_minutes, update_minutes, resolve_minutes)
VALUES
('sev1', 1, 5, 30, 240),
('sev1', 2, 15, 60, 480),
('sev1', 3, 30, 120, 1440),
('sev2', 1, 15, 60, 480),
('sev2', 2, 30, 120, 1440),
('sev2', 3, 60, 240, 2880),
('sev3', 1, 60, 240, 1440),
('sev3', 2, 120, 480, 4320),
('sev3', 3, 240, 1440, 7200),
('sev4', 1, 1440, 2880, 10080),
('sev4', 2, 1440, 4320, 20160),
('sev4', 3, 2880, 10080, 43200)
ON CONFLICT (severity, tier) DO UPDATE
SET
    acknowledge_minutes = excluded.acknowledge_minutes,
    update_minutes = excluded.update_minutes,
    resolve_minutes = excluded.resolve_minutes;
