CREATE FUNCTION hera_internal.require_archived(p_month date)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- State of an archived month; holds back other work on archives until the end of the transaction. Raises AUTHZ_001, ARC_005.
DECLARE
    v_state text;
BEGIN
    PERFORM hera_internal.require_operator('p_month');
    PERFORM pg_advisory_xact_lock(hashtextextended('hera.archive', 0));
    SELECT a.state INTO v_state FROM hera_internal.archived_month AS a WHERE a.month = p_month;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('ARC_005', 'p_month');
    END IF;
    RETURN v_state;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_archived(date) IS 'State of an archived month, for whom may work on it.';
ALTER FUNCTION hera_internal.require_archived(date) OWNER TO hera_owner;
