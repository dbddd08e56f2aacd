CREATE FUNCTION hera_internal.read_holding(p_request jsonb, p_document hera_internal.document)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document with what the request says of holding it back: as a draft, or pending until a time. Faults of that are
-- its errors. expires_in counts from now, by the clock.
DECLARE
    v_pending jsonb := CASE jsonb_typeof(p_request -> 'pending') WHEN 'object' THEN p_request -> 'pending' END;
    v_at text := v_pending ->> 'expires_at';
    v_in text := v_pending ->> 'expires_in';
    v_now timestamptz := clock_timestamp();
    v_errors jsonb := '[]'::jsonb;
BEGIN
    p_document.held_as := CASE
        WHEN v_pending IS NOT NULL OR p_request -> 'pending' = 'true' THEN 'pending'
        WHEN p_request -> 'draft' = 'true' THEN 'draft'
    END;
    IF p_document.held_as = 'pending' AND p_request -> 'draft' = 'true' THEN
        v_errors := v_errors || hera_internal.make_error('VAL_011', 'draft', 'a draft is not pending');
    END IF;
    SELECT v_errors || coalesce(jsonb_agg(hera_internal.make_error(
        'VAL_004', 'pending.' || left(k.name, 100), format('%s is not a field of pending', left(k.name, 100))
    ) ORDER BY k.name), '[]') INTO v_errors
    FROM jsonb_object_keys(v_pending) AS k (name)
    WHERE k.name NOT IN ('expires_at', 'expires_in');
    IF v_at IS NOT NULL AND v_in IS NOT NULL THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'pending.expires_in', 'expires_at and expires_in are given both'
        );
    ELSIF v_in IS NOT NULL AND v_in !~ '^[0-9]{1,9}$' THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_006', 'pending.expires_in', 'expires_in is a whole number of seconds'
        );
    ELSIF v_at IS NOT NULL AND hera_internal.field_timestamp(v_at) IS NULL THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_006', 'pending.expires_at', 'expires_at is a time such as 2026-11-30T18:00:00Z, with its offset'
        );
    ELSE
        p_document.expires_at := coalesce(
            hera_internal.field_timestamp(v_at), v_now + make_interval(secs => v_in::integer)
        );
        IF p_document.expires_at <= v_now THEN
            v_errors := v_errors || hera_internal.make_error(
                'LED_054', CASE WHEN v_at IS NULL THEN 'pending.expires_in' ELSE 'pending.expires_at' END
            );
        END IF;
    END IF;
    p_document.errors := nullif(v_errors, '[]');
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_holding(jsonb, hera_internal.document) IS 'Reads whether a request holds its document back, as a draft or pending.';
