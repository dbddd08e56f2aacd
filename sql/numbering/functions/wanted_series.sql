CREATE FUNCTION hera_internal.wanted_series(p_organization_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the organization's row says of series: per transaction type that of its documents and that of its credit notes.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_object_agg(t.code, jsonb_build_array(t.documents, t.credit_notes)), '{}')
        FROM (
            SELECT y.code, max(s.series) FILTER (WHERE NOT s.credit_notes) AS documents,
                max(s.series) FILTER (WHERE s.credit_notes) AS credit_notes
            FROM hera_internal.number_series AS s
            CROSS JOIN LATERAL unnest(s.transaction_types) AS y (code)
            WHERE s.organization_id = p_organization_id
            GROUP BY y.code
        ) AS t
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_series(uuid) IS 'Series of each transaction type as a request reads them.';
ALTER FUNCTION hera_internal.wanted_series(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.wanted_series(uuid) TO hera_api;
