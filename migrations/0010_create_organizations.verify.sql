SELECT 1 / count(*) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera.core_organizations'::regclass AND conname = 'core_organizations_pk';

SELECT id, name, metadata, created_at FROM hera.core_clients WHERE false;

SELECT organization_id, client_id, name, currency, minor_unit, timezone, chart, status, settings, control_accounts,
    limit_register, closed_through, metadata, created_at
FROM hera.core_organizations WHERE false;

SELECT organization_id, name, value, changed_at, changed_by FROM hera_internal.organization_setting WHERE false;

SELECT organization_id, actor, role, granted_at, granted_by FROM hera_internal.organization_member WHERE false;

SELECT organization_id, login, actor, granted_at, granted_by FROM hera_internal.login_binding WHERE false;
