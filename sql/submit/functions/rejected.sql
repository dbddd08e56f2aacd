CREATE FUNCTION hera_internal.rejected(
    p_errors jsonb, p_rate_limit jsonb, p_raise boolean, p_started timestamptz DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The outcome of a refused request, or, where the request asks for it, an exception with the SQLSTATE of the first
-- fault and all of them in DETAIL. The time since p_started is its total. It is
-- counted, whatever becomes of the transaction.
BEGIN
    IF NOT current_setting('transaction_read_only')::boolean THEN
        PERFORM nextval('hera_internal.metric_rejected'::regclass);
    END IF;
    IF p_raise THEN
        PERFORM hera_internal.raise_fault(
            p_errors -> 0 ->> 'code', p_errors -> 0 ->> 'message', p_errors::text, p_errors -> 0 ->> 'hint',
            (p_rate_limit ->> 'retry_after')::numeric
        );
    END IF;
    RETURN jsonb_build_object(
        'status', 'rejected', 'transaction_id', NULL, 'posting_status', NULL, 'smart_code', NULL, 'dynamic_code', NULL,
        'dimensions', '[]'::jsonb, 'account', NULL, 'confidence', NULL, 'posting', '[]'::jsonb, 'document_number', NULL,
        'explanation', NULL, 'errors', p_errors, 'rate_limit', p_rate_limit, 'replayed', false,
        'timings', jsonb_strip_nulls(jsonb_build_object(
            'total', round(1000 * extract(epoch FROM clock_timestamp() - p_started), 3)
        ))
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.rejected(jsonb, jsonb, boolean, timestamptz) IS 'Outcome of a refused request.';
