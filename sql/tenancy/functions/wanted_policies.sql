CREATE FUNCTION hera_internal.wanted_policies(p_relation regclass)
RETURNS TABLE (name text, role text, condition text, command text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The owner sees all. Entry functions see the organization they authorized, in a plain setting that no login can
-- use because none runs SQL as hera_api. Logins read the organization of their signed context, or without one those that
-- hera.grant_bi gave them.
-- Reading the setting is stable, so it is an index condition as it stands; a sub-select would cost each statement more.
-- A partition, a detached month and a table of secrets have the owner's policy only: addressed directly they are closed to everybody else.
BEGIN
    RETURN QUERY
    WITH relation AS (
        SELECT c.relname, c.relispartition OR hera_internal.is_secret_table(c.oid) OR hera_internal.is_archived_table(c.oid) AS closed, EXISTS (
            SELECT FROM pg_attribute AS a
            WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
        ) AS has_tenant
        FROM pg_class AS c
        WHERE c.oid = p_relation
    )
    SELECT r.relname || '_owner', 'hera_owner', 'true', 'ALL' FROM relation AS r
    UNION ALL
    SELECT r.relname || '_api', 'hera_api',
        CASE
            WHEN r.has_tenant
                THEN '(organization_id = (NULLIF(current_setting(''hera.organization_id''::text, true), ''''::text))::uuid)'
            ELSE 'true'
        END,
        'ALL'
    FROM relation AS r
    WHERE NOT r.closed
    UNION ALL
    SELECT r.relname || '_login', 'hera_bi, hera_auditor',
        CASE
            WHEN r.relname = 'core_clients'
                THEN '(id = ANY (( SELECT hera_internal.readable_clients() AS readable_clients)::uuid[]))'
            WHEN r.has_tenant THEN
                '(organization_id = ANY (( SELECT hera_internal.readable_organizations() AS readable_organizations)::uuid[]))'
            ELSE 'true'
        END,
        'SELECT'
    FROM relation AS r
    WHERE NOT r.closed;
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_policies(regclass) IS 'The row security policies a table of HERA must have.';
ALTER FUNCTION hera_internal.wanted_policies(regclass) OWNER TO hera_owner;
