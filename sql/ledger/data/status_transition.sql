INSERT INTO hera_internal.status_transition (from_status, to_status)
VALUES
('draft', 'pending'),
('draft', 'pending_review'),
('draft', 'manual_required'),
('draft', 'posted'),
('draft', 'auto_posted'),
('draft', 'voided'),
('pending', 'posted'),
('pending', 'voided'),
('pending_review', 'pending'),
('pending_review', 'manual_required'),
('pending_review', 'posted'),
('pending_review', 'auto_posted'),
('pending_review', 'voided'),
('manual_required', 'pending'),
('manual_required', 'pending_review'),
('manual_required', 'posted'),
('manual_required', 'auto_posted'),
('manual_required', 'voided')
ON CONFLICT (from_status, to_status) DO NOTHING;
