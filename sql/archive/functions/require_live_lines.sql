CREATE FUNCTION hera_internal.require_live_lines(p_organization_id uuid, p_from date, p_to date, p_path text)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises ARC_003 when lines of these days are in the archive. NULL dates are no bounds.
DECLARE
    v_day date := (
        SELECT max(f.transaction_date) FROM hera_internal.balance_brought_forward AS f
        WHERE f.organization_id = p_organization_id AND f.transaction_date >= coalesce(p_from, '-infinity')
            AND f.transaction_date <= coalesce(p_to, 'infinity')
    );
BEGIN
    IF v_day IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'ARC_003', p_path, format('lines of days up to %s are in the archive', v_day)
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_live_lines(uuid, date, date, text) IS 'Refuses a report of lines that are in the archive.';
