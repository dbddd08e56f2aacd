SELECT permission, limitable, separable, description FROM hera_internal.duty WHERE false;
SELECT organization_id, role, permissions, description, defined_at, defined_by FROM hera_internal.organization_role WHERE false;
SELECT organization_id, permission, subject_kind, subject, amount, set_at, set_by FROM hera_internal.amount_limit WHERE false;
SELECT organization_id, permission, set_at, set_by FROM hera_internal.duty_separation WHERE false;
SELECT organization_id, id, from_actor, to_actor, permissions, valid_from, valid_until, reason, created_at, created_by,
    revoked_at, revoked_by
FROM hera_internal.delegation WHERE false;
SELECT authority FROM hera.core_organizations WHERE false;
SELECT on_behalf FROM hera_internal.review_approval WHERE false;
SELECT 1 / count(*) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera_internal.organization_member'::regclass AND conname = 'organization_member_role_name_ck';
