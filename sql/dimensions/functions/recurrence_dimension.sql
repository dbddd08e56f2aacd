CREATE FUNCTION hera_internal.recurrence_dimension(
    p_rhythm_days smallint, p_gaps integer, p_last_date date, p_date date, p_rhythm_gaps integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The rhythm of the counterparty when this document keeps it, else SPORADIC. NULL for ONEOFF: too few gaps to tell.
SELECT CASE
    WHEN p_rhythm_days IS NULL OR p_gaps < p_rhythm_gaps THEN NULL
    WHEN hera_internal.rhythm_token(p_date - p_last_date) = hera_internal.rhythm_token(p_rhythm_days)
        THEN hera_internal.rhythm_token(p_rhythm_days)
    ELSE 'SPORADIC'
END
$function$;
COMMENT ON FUNCTION hera_internal.recurrence_dimension(smallint, integer, date, date, integer) IS 'Whether and how often a document comes again.';
