CREATE FUNCTION hera_internal.period_is_closed(
    p_organization_id uuid, p_closed_through date, p_period text, p_ends_on date, p_adjustment boolean
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- An adjustment period closes by name, after its year; those of years before the first close are closed with them,
-- and none of a year that was transferred to retained earnings is open.
BEGIN
    IF NOT p_adjustment THEN
        RETURN coalesce(p_ends_on <= p_closed_through, false);
    END IF;
    RETURN EXISTS (
        SELECT FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_organization_id AND (
            c.period = p_period
            OR (c.number = 99 AND c.fiscal_year = hera_internal.year_of(p_organization_id, p_ends_on))
        )
    ) OR (
        coalesce(p_ends_on <= p_closed_through, false) AND NOT EXISTS (
            SELECT FROM hera_internal.closed_period AS c
            WHERE c.organization_id = p_organization_id
                AND c.fiscal_year = hera_internal.year_of(p_organization_id, p_ends_on)
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.period_is_closed(uuid, date, text, date, boolean) IS 'Whether a period is closed.';
ALTER FUNCTION hera_internal.period_is_closed(uuid, date, text, date, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.period_is_closed(uuid, date, text, date, boolean) TO hera_api;
