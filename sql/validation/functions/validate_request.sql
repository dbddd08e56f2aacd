CREATE FUNCTION hera_internal.validate_request(
    p_caller hera_internal.caller_context,
    p_request jsonb,
    OUT document hera_internal.document,
    OUT errors jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads a request: the document, and every fault at once. Values are read only after their shape was found right;
-- the document is complete when errors is NULL.
BEGIN
    IF jsonb_typeof(p_request) IS DISTINCT FROM 'object' THEN
        errors := jsonb_build_array(hera_internal.make_error('VAL_003', '', 'a request is a JSON object'));
        RETURN;
    END IF;
    errors := '[]';
    -- What has the wrong shape is taken out, so that the rest can still be judged.
    IF hera_internal.has_shape_fault('request', p_request) THEN
        errors := hera_internal.shape_faults('request', p_request);
        p_request := p_request - ARRAY(SELECT e.value ->> 'path' FROM jsonb_array_elements(errors) AS e);
    END IF;
    document := hera_internal.read_document(p_caller, p_request);
    errors := errors || hera_internal.document_faults(p_caller, p_request, document);
    IF jsonb_typeof(p_request -> 'lines') = 'array' THEN
        errors := errors || hera_internal.line_faults(p_caller, p_request -> 'lines', document);
        IF errors = '[]' THEN
            document := hera_internal.read_lines(p_request -> 'lines', document);
            errors := errors || hera_internal.total_faults(p_request, document);
        END IF;
    END IF;
    IF jsonb_typeof(p_request -> 'settles') = 'array' THEN
        errors := errors || hera_internal.settlement_faults(p_caller, p_request -> 'settles', document);
    END IF;
    errors := CASE WHEN errors <> '[]' THEN hera_internal.without_repeats(errors) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.validate_request(hera_internal.caller_context, jsonb) IS 'Reads a request into a document and returns every fault of it.';
