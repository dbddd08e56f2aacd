CREATE FUNCTION hera_internal.recurrence_dimension(
    p_rhythm_days smallint, p_gaps integer, p_last_date date, p_date date, p_rhythm_gaps integer
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rhythm of the counterparty when this document keeps it, else SPORADIC. NULL for ONEOFF: too few gaps to tell.
DECLARE
    v_rhythm CONSTANT text := hera_internal.rhythm_token(p_rhythm_days);
BEGIN
    IF p_rhythm_days IS NULL OR p_gaps < p_rhythm_gaps THEN
        RETURN NULL;
    ELSIF v_rhythm IS NOT NULL AND hera_internal.rhythm_token(p_date - p_last_date) = v_rhythm THEN
        RETURN v_rhythm;
    END IF;
    RETURN 'SPORADIC';
END
$function$;
COMMENT ON FUNCTION hera_internal.recurrence_dimension(smallint, integer, date, date, integer) IS 'Whether and how often a document comes again.';
