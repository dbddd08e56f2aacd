CREATE FUNCTION hera_internal.year_is_used(
    p_organization_id uuid, p_year integer, p_old_start date, p_old_end date, p_new_start date, p_new_end date
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a year may not change its periods: one of it is locked, a document was put into its adjustment period, or its
-- days change and documents of these years are numbered already.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.period_lock AS l
        WHERE l.organization_id = p_organization_id AND l.ends_on >= least(p_old_start, p_new_start)
            AND l.starts_on <= greatest(p_old_end, p_new_end)
    ) OR EXISTS (
        SELECT FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.period IS NOT NULL
            AND t.transaction_date BETWEEN least(p_old_start, p_new_start) AND greatest(p_old_end, p_new_end)
    ) OR (
        (p_old_start, p_old_end) <> (p_new_start, p_new_end) AND EXISTS (
            SELECT FROM hera_internal.number_counter AS c
            WHERE c.organization_id = p_organization_id AND c.fiscal_year BETWEEN p_year - 1 AND p_year + 1
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.year_is_used(uuid, integer, date, date, date, date) IS 'Whether the periods of a year are fixed by what was done in it.';
