INSERT INTO hera_internal.smart_code_mode (mode, meaning, neutral)
VALUES
('ASSISTED', 'A person decides on a proposal.', false),
('AUTO', 'The system decides within its bounds.', true),
('MANUAL', 'A person decides alone.', false),
('SCHEDULED', 'A timetable starts it.', false)
ON CONFLICT (mode) DO UPDATE SET meaning = excluded.meaning, neutral = excluded.neutral;
