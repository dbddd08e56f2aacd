SELECT organization_id, smart_code, id, process, version, name, default_role, lines, program, created_at, created_by,
    retired_at, retired_by
FROM hera_internal.organization_template WHERE false;

SELECT p.program, o.templates FROM hera_internal.posting_template AS p, hera.core_organizations AS o WHERE false;
