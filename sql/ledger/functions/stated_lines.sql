CREATE FUNCTION hera_internal.stated_lines(p_organization_id uuid, p_transaction_id uuid, p_unit text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines of a posted document as a request states them, with their descriptions. A line of the unit p_unit has
-- none, so that it takes the unit of the document; what moves the organization's currency alone is no request's to state.
BEGIN
    RETURN (
        SELECT jsonb_agg(jsonb_strip_nulls(
            l.value - ARRAY['base_amount', 'tax_rate', 'tax_part', CASE WHEN l.value ->> 'unit' = p_unit THEN 'unit' END]
            || jsonb_build_object('description', (
                SELECT coalesce(x.line_descriptions, o.content -> 'line_descriptions') ->> l.number::text
                FROM hera_internal.transaction_text AS x
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN x.sealed IS NOT NULL THEN
                        hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed, true)
                    END AS content
                    OFFSET 0
                ) AS o
                WHERE x.organization_id = p_organization_id AND x.transaction_id = p_transaction_id
                    AND x.created_at = hera_internal.uuid_time(p_transaction_id)
            ))
        ) ORDER BY l.number)
        FROM jsonb_array_elements(hera_internal.stored_posting(p_organization_id, p_transaction_id))
            WITH ORDINALITY AS l (value, number)
        WHERE l.value -> 'amount' <> '0'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.stated_lines(uuid, uuid, text) IS 'Lines of a posted document as a request states them.';
