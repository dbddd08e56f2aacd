SELECT 1 / count(*) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera_internal.error_code'::regclass AND conname = 'error_code_pk' AND convalidated;

SELECT code, sqlstate, severity, stage, http_status, message, hint FROM hera_internal.error_code WHERE false;

SELECT name, value_type, default_value, minimum, maximum, per_organization, description
FROM hera_internal.setting_definition WHERE false;

SELECT name, value, changed_at, changed_by FROM hera_internal.server_setting WHERE false;

SELECT role, permission FROM hera_internal.role_permission WHERE false;

SELECT scope, field, json_types, max_length, pattern, value_kind, description
FROM hera_internal.request_field WHERE false;

SELECT id, inner_block, outer_block, created_at FROM hera_internal.context_key WHERE false;
