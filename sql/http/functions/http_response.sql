CREATE FUNCTION hera.http_response(p_outcome jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The outcome as it is, and for PostgREST, in settings of the transaction that it reads, what it means in HTTP: 201 posted,
-- 200 replayed, 202 kept and waiting, else the status of the first error; Retry-After where trying again helps, and the
-- state of the rate limit. Of many outcomes 200, or 207 where any was refused. Raises VAL_003 for what is no outcome.
DECLARE
    v_limit jsonb := p_outcome -> 'rate_limit';
    v_status integer;
BEGIN
    PERFORM hera_internal.require_bounded(p_outcome, 'p_outcome', 16777216);
    IF coalesce(jsonb_typeof(p_outcome), 'null') NOT IN ('object', 'array') THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_outcome', 'p_outcome must be the outcome of a request');
    END IF;
    v_status := CASE
        WHEN jsonb_typeof(p_outcome) = 'array'
            THEN CASE WHEN p_outcome @? '$[*] ? (@.status == "rejected")' THEN 207 ELSE 200 END
        WHEN p_outcome ->> 'status' = 'rejected' THEN coalesce(hera.http_status(p_outcome #>> '{errors,0,code}'), 400)
        WHEN p_outcome -> 'replayed' = 'true' THEN 200
        WHEN p_outcome ->> 'status' = 'posted' THEN 201
        ELSE 202
    END;
    PERFORM set_config('response.status', v_status::text, true);
    PERFORM hera_internal.add_headers(
        hera_internal.security_header_map()
        || hera_internal.retry_header(v_status, hera_internal.fact_text('n', v_limit ->> 'retry_after')::numeric)
        || jsonb_strip_nulls(jsonb_build_object(
            'RateLimit-Limit', hera_internal.fact_text('n', v_limit ->> 'limit'),
            'RateLimit-Remaining', hera_internal.fact_text('n', v_limit ->> 'remaining'),
            'RateLimit-Reset', ceil(hera_internal.fact_text('n', v_limit ->> 'reset_after')::numeric)::text
        ))
    );
    RETURN p_outcome;
END
$function$;
COMMENT ON FUNCTION hera.http_response(jsonb) IS 'Says to PostgREST what an outcome means in HTTP, and returns it.';
GRANT EXECUTE ON FUNCTION hera.http_response(jsonb) TO hera_app;
