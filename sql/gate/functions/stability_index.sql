CREATE FUNCTION hera_internal.stability_index(p_before integer[], p_after integer[])
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Population stability index of two histograms, half a document added to each class: 0 when alike, from 0.25 a shift.
-- NULL when either has fewer than 200 documents, or when the scores did not fall: better ones are no reason to doubt.
DECLARE
    v_index double precision;
    v_fell boolean;
BEGIN
    SELECT sum((h.after - h.before) * ln(h.after / h.before)), sum(h.class * h.after) < sum(h.class * h.before)
    INTO v_index, v_fell
    FROM (
        SELECT c.class,
            (p_before[c.class] + 0.5) / (SELECT sum(b) + 5.0 FROM unnest(p_before) AS b)::double precision AS before,
            (p_after[c.class] + 0.5) / (SELECT sum(a) + 5.0 FROM unnest(p_after) AS a)::double precision AS after
        FROM generate_series(1, 10) AS c (class)
        WHERE (SELECT sum(b) FROM unnest(p_before) AS b) >= 200 AND (SELECT sum(a) FROM unnest(p_after) AS a) >= 200
    ) AS h;
    RETURN CASE WHEN v_fell THEN v_index END;
END
$function$;
COMMENT ON FUNCTION hera_internal.stability_index(integer[], integer[]) IS 'How far the distribution of scores has shifted downwards.';
