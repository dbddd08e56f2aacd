CREATE FUNCTION hera_internal.newest_template(
    p_organization_id uuid, p_process text, OUT version integer, OUT default_role text
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The highest version of a process, whoever made it and retired or not, 0 for none; and the role of its chosen account. So
-- the number of a version is never used twice in an organization.
BEGIN
    SELECT t.version, t.default_role INTO version, default_role
    FROM (
        SELECT o.version, o.default_role FROM hera_internal.organization_template AS o
        WHERE o.organization_id = p_organization_id AND o.process = p_process
        UNION ALL
        SELECT substring(p.smart_code FROM '[0-9]+$')::integer, p.default_role FROM hera_internal.posting_template AS p
        WHERE p.smart_code ~ '[.]v[0-9]+$' AND regexp_replace(p.smart_code, '[.]v[0-9]+$', '') = p_process
    ) AS t
    ORDER BY t.version DESC
    LIMIT 1;
    version := coalesce(version, 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.newest_template(uuid, text) IS 'Highest version of a process and its default role.';
