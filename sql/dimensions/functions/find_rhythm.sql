CREATE FUNCTION hera_internal.find_rhythm(p_dates date[], OUT gaps smallint, OUT rhythm_days smallint)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The gaps between the different days, and their median; negative unless three gaps in four belong to the rhythm of the
-- median.
BEGIN
    -- A gap of a century is none of a rhythm, and no smallint either.
    SELECT count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY least(g.gap, 32767)) INTO gaps, rhythm_days
    FROM (
        SELECT d.day - lag(d.day) OVER (ORDER BY d.day) AS gap
        FROM (SELECT DISTINCT u.day FROM unnest(p_dates) AS u (day)) AS d
    ) AS g
    WHERE g.gap IS NOT NULL;
    IF 4 * (
        SELECT count(*)
        FROM (
            SELECT d.day - lag(d.day) OVER (ORDER BY d.day) AS gap
            FROM (SELECT DISTINCT u.day FROM unnest(p_dates) AS u (day)) AS d
        ) AS g
        WHERE hera_internal.rhythm_token(g.gap) = hera_internal.rhythm_token(rhythm_days)
    ) < 3 * gaps THEN
        rhythm_days := -rhythm_days;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_rhythm(date[]) IS 'Gaps between days, and their rhythm.';
