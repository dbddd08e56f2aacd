CREATE FUNCTION hera_internal.exchange_rate_faults(p_rates jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of rates that are to be stored, as an array that may be empty. Nothing is cast before its form was found
-- right.
DECLARE
    v_rate constant text := '^[0-9]{1,12}([.][0-9]{1,20})?$';
BEGIN
    PERFORM hera_internal.require_bounded(p_rates, 'p_rates', 16777216);
    IF jsonb_typeof(p_rates) IS DISTINCT FROM 'array' THEN
        RETURN jsonb_build_array(hera_internal.make_error('VAL_003', 'p_rates', 'p_rates must be a JSON array'));
    END IF;
    RETURN (
        SELECT coalesce(jsonb_agg(hera_internal.make_error(
            f.code, concat_ws('.', format('p_rates[%s]', r.number - 1), f.field), f.message
        ) ORDER BY r.number, f.field), '[]')
        FROM jsonb_array_elements(p_rates) WITH ORDINALITY AS r (value, number)
        CROSS JOIN LATERAL (
            SELECT 'VAL_003' AS code, NULL AS field, 'a rate is a JSON object' AS message
            WHERE jsonb_typeof(r.value) <> 'object'
            UNION ALL
            SELECT 'VAL_004', left(k.field, 100), format('%s is not known', left(k.field, 100))
            FROM jsonb_object_keys(CASE jsonb_typeof(r.value) WHEN 'object' THEN r.value ELSE '{}' END) AS k (field)
            WHERE k.field NOT IN ('from', 'to', 'date', 'rate', 'source')
            UNION ALL
            SELECT 'VAL_002', k.field, k.field || ' is missing'
            FROM unnest(ARRAY['from', 'to', 'date', 'rate', 'source']) AS k (field)
            WHERE jsonb_typeof(r.value) = 'object' AND r.value ->> k.field IS NULL
            UNION ALL
            SELECT 'VAL_010', k.field, format('%s is not an active ISO 4217 code', left(r.value ->> k.field, 20))
            FROM (VALUES ('from'), ('to')) AS k (field)
            WHERE r.value ->> k.field IS NOT NULL AND NOT EXISTS (
                SELECT FROM hera_internal.currency AS c WHERE c.code = r.value ->> k.field AND c.active
            )
            UNION ALL
            SELECT 'VAL_011', 'to', 'a currency has no rate to itself' WHERE r.value ->> 'from' = r.value ->> 'to'
            UNION ALL
            SELECT 'VAL_007', 'date', 'there is no such day'
            WHERE r.value ->> 'date' IS NOT NULL AND hera_internal.read_date(left(r.value ->> 'date', 20)) IS NULL
            UNION ALL
            SELECT 'VAL_006', 'rate', 'a rate has at most 12 digits before the point and 20 after it'
            WHERE left(r.value ->> 'rate', 40) !~ v_rate
            UNION ALL
            SELECT 'VAL_009', 'rate', 'rate must not be zero'
            WHERE CASE WHEN left(r.value ->> 'rate', 40) ~ v_rate THEN left(r.value ->> 'rate', 40)::numeric = 0 END
            UNION ALL
            SELECT 'VAL_005', 'source', 'source has 1 to 200 characters'
            WHERE length(btrim(r.value ->> 'source')) NOT BETWEEN 1 AND 200
        ) AS f
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.exchange_rate_faults(jsonb) IS 'Faults of exchange rates that are to be stored.';
