CREATE VIEW hera_bi.audit_trail WITH (security_invoker = true) AS
SELECT
    a.organization_id,
    a.id AS leaf_id,
    a.created_at AS recorded_at,
    a.event,
    a.subject_id,
    a.actor,
    a.login,
    a.request_id
FROM hera_internal.audit_leaf AS a;
COMMENT ON VIEW hera_bi.audit_trail IS 'What happened, one row an event; hera.audit_search shows the detail.';
COMMENT ON COLUMN hera_bi.audit_trail.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.audit_trail.leaf_id IS 'Identity of the leaf.';
COMMENT ON COLUMN hera_bi.audit_trail.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN hera_bi.audit_trail.event IS 'What happened, such as transaction.posted.';
COMMENT ON COLUMN hera_bi.audit_trail.subject_id IS 'What it happened to.';
COMMENT ON COLUMN hera_bi.audit_trail.actor IS 'Who did it.';
COMMENT ON COLUMN hera_bi.audit_trail.login IS 'Database login that the actor came through.';
COMMENT ON COLUMN hera_bi.audit_trail.request_id IS 'The application''s own id of the request.';
GRANT SELECT ON hera_bi.audit_trail TO hera_auditor;
GRANT SELECT ON hera_internal.audit_leaf TO hera_auditor;
