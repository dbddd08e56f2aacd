CREATE FUNCTION hera_internal.quantity_faults(p_uses jsonb, p_metadata jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Faults of metadata.quantity and metadata.rate where a template uses them, as an array that may be empty. Metadata are the
-- client's own, so they are judged only then. The length is bounded before anything looks at the text.
BEGIN
    RETURN coalesce((
        SELECT jsonb_agg(hera_internal.make_error(f.code, 'metadata.' || f.name, f.message) ORDER BY f.name)
        FROM (
            SELECT v.name,
                CASE
                    WHEN coalesce(jsonb_typeof(p_metadata -> v.name), 'null') = 'null' THEN 'VAL_002'
                    WHEN jsonb_typeof(p_metadata -> v.name) NOT IN ('number', 'string') THEN 'VAL_003'
                    WHEN length(p_metadata ->> v.name) > 40 THEN 'VAL_005'
                    WHEN hera_internal.metadata_number(p_metadata, v.name) IS NULL THEN 'VAL_006'
                END AS code,
                CASE
                    WHEN coalesce(jsonb_typeof(p_metadata -> v.name), 'null') = 'null'
                        THEN format('the template needs metadata.%s', v.name)
                    ELSE format('metadata.%s must be a number of at most 12 digits and 9 decimals', v.name)
                END AS message
            FROM unnest('{quantity,rate}'::text[]) AS v (name)
            WHERE p_uses ? v.name
        ) AS f
        WHERE f.code IS NOT NULL
    ), '[]');
END
$function$;
COMMENT ON FUNCTION hera_internal.quantity_faults(jsonb, jsonb) IS 'Faults of quantity and rate that a template needs.';
