CREATE FUNCTION hera_internal.purge_failures()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes counts of failed sign-ins of months that have been over for longer than audit leaves stay in their tables, but
-- for days that a legal hold keeps. Their documents leave with their month, as all do.
BEGIN
    DELETE FROM hera_internal.sign_in_failure AS f
    WHERE f.organization_id = '00000000-0000-0000-0000-000000000000' AND f.minute < (
        SELECT date_trunc('month', clock_timestamp(), 'UTC') - make_interval(months => r.active_months)
        FROM hera_internal.retention_in_force() AS r
        WHERE r.class = 'audit'
    ) AND NOT EXISTS (
        SELECT FROM hera_internal.legal_hold AS h
        WHERE h.released_at IS NULL AND h.organization_id IN (f.organization_id, f.subject_organization_id)
            AND (f.minute AT TIME ZONE 'UTC')::date BETWEEN h.starts_on AND h.ends_on
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.purge_failures() IS 'Deletes counts of failed sign-ins that are past retention.';
ALTER FUNCTION hera_internal.purge_failures() OWNER TO hera_owner;
