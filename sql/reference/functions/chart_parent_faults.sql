CREATE FUNCTION hera_internal.chart_parent_faults(p_accounts jsonb)
RETURNS TABLE (n bigint, message text)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Parents that are no entry of the array, and entries that no walk from an account without parent reaches: a circle.
    WITH RECURSIVE entry AS (
        SELECT e.n - 1 AS n, e.item ->> 'code' AS code, e.item ->> 'parent' AS parent
        FROM jsonb_array_elements(p_accounts) WITH ORDINALITY AS e (item, n)
    ),
    reached AS (
        SELECT e.code
        FROM entry AS e
        WHERE e.parent IS NULL OR NOT EXISTS (SELECT FROM entry AS p WHERE p.code = e.parent)
        UNION
        SELECT e.code
        FROM reached AS r
        JOIN entry AS e ON e.parent = r.code
    )
    SELECT e.n, 'is no account of the chart'
    FROM entry AS e
    WHERE e.parent IS NOT NULL AND NOT EXISTS (SELECT FROM entry AS p WHERE p.code = e.parent)
    UNION ALL
    SELECT e.n, 'leads back to the account itself'
    FROM entry AS e
    WHERE e.parent IS NOT NULL AND NOT EXISTS (SELECT FROM reached AS r WHERE r.code = e.code)
$function$;
COMMENT ON FUNCTION hera_internal.chart_parent_faults(jsonb) IS 'Entries of a chart to be imported whose parent is missing or leads in a circle.';
GRANT EXECUTE ON FUNCTION hera_internal.chart_parent_faults(jsonb) TO hera_owner;
