CREATE FUNCTION hera_internal.store_exchange_rates(p_organization_id uuid, p_by text, p_rates jsonb)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores rates without faults, the last one of a pair and day, and returns how many changed. What is posted keeps the
-- rate it was posted with. In the order of their keys, so that two loads never wait for each other.
DECLARE
    v_stored jsonb;
BEGIN
    WITH stored AS (
        INSERT INTO hera_internal.exchange_rate AS x (
            organization_id, from_currency, to_currency, rate_date, rate, source, set_at, set_by
        )
        SELECT p_organization_id, n.from_currency, n.to_currency, n.rate_date, n.rate, n.source, clock_timestamp(), p_by
        FROM (
            SELECT DISTINCT ON (1, 2, 3) r.value ->> 'from' AS from_currency, r.value ->> 'to' AS to_currency,
                (r.value ->> 'date')::date AS rate_date, (r.value ->> 'rate')::numeric AS rate,
                btrim(r.value ->> 'source') AS source
            FROM jsonb_array_elements(p_rates) WITH ORDINALITY AS r (value, number)
            ORDER BY 1, 2, 3, r.number DESC
        ) AS n
        ON CONFLICT (organization_id, from_currency, to_currency, rate_date) DO UPDATE
        SET rate = excluded.rate, source = excluded.source, set_at = excluded.set_at, set_by = excluded.set_by
        WHERE (x.rate, x.source) IS DISTINCT FROM (excluded.rate, excluded.source)
        RETURNING x.from_currency, x.to_currency, x.rate_date, x.rate, x.source
    )
    SELECT jsonb_agg(jsonb_build_object(
        'from', s.from_currency, 'to', s.to_currency, 'date', s.rate_date, 'rate', s.rate, 'source', s.source
    )) INTO v_stored
    FROM stored AS s;
    IF v_stored IS NOT NULL THEN
        PERFORM hera_internal.write_audit_leaf(
            p_organization_id, 'exchange_rates.set', NULL, p_by, NULL, jsonb_build_object('rates', v_stored)
        );
    END IF;
    RETURN coalesce(jsonb_array_length(v_stored), 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.store_exchange_rates(uuid, text, jsonb) IS 'Stores exchange rates and returns how many changed.';
