INSERT INTO hera_internal.retained_table (relation, class, moment)
VALUES
('hera_internal.alert', 'alerts', 'cleared_at'),
('hera_internal.alert_event', 'alerts', 'at'),
('hera_internal.maintenance_run', 'maintenance', 'started_at'),
('hera_internal.sign_in_failure', 'sign_ins', 'minute'),
('hera_internal.backup_record', 'backups', 'taken_at')
ON CONFLICT (relation) DO UPDATE SET class = excluded.class, moment = excluded.moment;
