CREATE FUNCTION hera_internal.read_items(p_caller hera_internal.caller_context, p_requests jsonb)
RETURNS TABLE (request jsonb, place integer, head integer, alike integer, settling boolean, special boolean)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The items of a batch in order, with what tells which of them depend on which: head is the place of the first item of
-- the same counterparty, NULL where there is no other one; alike that of the last item before it that could be the same
-- document, with the same counterparty and amount; settling is true where it could pay an open document. special is what
-- has to be looked at before it is decided. Where that is not known before an item is validated, what is told is the
-- careful answer: an amount that is not stated could be any.
DECLARE
    v_maximum CONSTANT integer := (p_caller.settings ->> 'max_request_bytes')::integer;
    v_settling CONSTANT text[] := ARRAY(
        SELECT t.code FROM hera_internal.transaction_type AS t
        INNER JOIN hera_internal.posting_template AS p ON p.smart_code = t.smart_code
        WHERE p.default_role IN ('payable', 'receivable') OR p.default_role = 'purchases'
            AND (p.program IS NOT NULL OR p.lines::text ~ '"(bank|card_clearing)"')
    );
BEGIN
    RETURN QUERY
    SELECT i.request, i.place,
        CASE WHEN i.code IS NOT NULL AND count(*) OVER counterparty > 1 THEN min(i.place) OVER counterparty END,
        CASE
            WHEN i.code IS NULL THEN NULL
            WHEN bool_or(i.total IS NULL) OVER counterparty THEN lag(i.place) OVER (PARTITION BY i.code ORDER BY i.place)
            ELSE lag(i.place) OVER (PARTITION BY i.code, i.total ORDER BY i.place)
        END,
        jsonb_typeof(i.request -> 'settles') IS DISTINCT FROM 'array'
        AND jsonb_typeof(i.request -> 'account') IS DISTINCT FROM 'string' AND (
            p_caller.templates IS NOT NULL OR i.request ->> 'smart_code' IS NOT NULL
            OR coalesce(i.request ->> 'transaction_type' = ANY (v_settling), true)
        ),
        pg_column_size(i.request) > v_maximum OR i.request ?| '{idempotency_key,raise_on_error}'
    FROM (
        -- A counterparty that is named by its id is the one whose code that is. Numbers are compared faster than codes.
        SELECT n.request, n.place, n.total, hashtextextended(CASE
            WHEN length(n.name) = 36 AND n.name ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN coalesce((
                SELECT e.code FROM hera.core_entities AS e
                WHERE e.organization_id = p_caller.organization_id AND e.id = n.name::uuid
                    AND e.entity_type = 'counterparty'
            ), lower(n.name))
            ELSE hera_internal.counterparty_code(n.name)
        END, 0) AS code
        FROM (
            SELECT e.value AS request, e.number::integer AS place,
                CASE jsonb_typeof(e.value -> 'counterparty')
                    WHEN 'string' THEN nullif(btrim(e.value ->> 'counterparty', E' \t\n\r\f\x0b'), '')
                END AS name,
                CASE WHEN jsonb_typeof(e.value -> 'total_amount') = 'number' AND e.value -> 'lines' IS NULL
                    THEN abs((e.value -> 'total_amount')::numeric)
                END AS total
            FROM jsonb_array_elements(p_requests) WITH ORDINALITY AS e (value, number)
            OFFSET 0
        ) AS n
        OFFSET 0
    ) AS i
    WINDOW counterparty AS (PARTITION BY i.code)
    ORDER BY i.place;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_items(hera_internal.caller_context, jsonb) IS 'Items of a batch, and which of them may depend on which.';
