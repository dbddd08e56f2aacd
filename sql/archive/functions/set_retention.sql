CREATE FUNCTION hera.set_retention(p_class text, p_active_months integer, p_archived_months integer, p_reason text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sets how many months after its own a class stays in its tables, and how many more in the archive; NULL for both takes
-- back what was set. Raises AUTHZ_001, VAL_010, VAL_002.
BEGIN
    PERFORM hera_internal.require_operator('hera.set_retention');
    PERFORM hera_internal.require_known(
        'p_class', p_class, EXISTS (SELECT FROM hera_internal.retention_class AS c WHERE c.class = p_class),
        'the classes of hera.list_retention'
    );
    IF coalesce(p_reason, '') = '' OR (p_active_months IS NULL) <> (p_archived_months IS NULL) THEN
        PERFORM hera_internal.raise_error('VAL_002', CASE WHEN coalesce(p_reason, '') = '' THEN 'p_reason' ELSE 'p_active_months' END);
    END IF;
    PERFORM hera_internal.require_known(
        'p_active_months', p_active_months::text,
        coalesce(p_active_months >= 0 AND p_archived_months >= 0 AND p_active_months + p_archived_months <= 1200, true)
    );
    DELETE FROM hera_internal.retention_policy AS p WHERE p.class = p_class;
    IF p_active_months IS NOT NULL THEN
        INSERT INTO hera_internal.retention_policy (
            class, active_months, archived_months, reason, changed_at, changed_by
        )
        VALUES (
            p_class, p_active_months, p_archived_months, left(p_reason, 1000), clock_timestamp(), hera_internal.caller_name()
        );
    END IF;
    PERFORM hera_internal.write_platform_leaf('retention.set', NULL, jsonb_build_object(
        'class', p_class, 'active_months', p_active_months, 'archived_months', p_archived_months, 'reason', left(p_reason, 1000)
    ));
END
$function$;
COMMENT ON FUNCTION hera.set_retention(text, integer, integer, text) IS 'Sets how long a class of data is kept.';
ALTER FUNCTION hera.set_retention(text, integer, integer, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_retention(text, integer, integer, text) TO hera_admin;
