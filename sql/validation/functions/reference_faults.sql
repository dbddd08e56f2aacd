CREATE FUNCTION hera_internal.reference_faults(
    p_request jsonb, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Faults of what the header refers to: smart code, account, counterparty.
DECLARE
    v_errors jsonb := '[]'::jsonb;
BEGIN
    -- A posting that was stated has a code without a template, which a client may send back.
    IF p_document.smart_code <> coalesce(p_document.template_code, '')
        AND (
            p_document.smart_code <> 'HERA.JOURNAL.MANUAL.AUTO.v1'
            OR jsonb_typeof(p_request -> 'lines') IS DISTINCT FROM 'array'
        )
    THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_010', 'smart_code', format('smart code %s is not known', p_document.smart_code),
            'hera.list_smart_codes shows the codes.'
        );
    END IF;
    IF p_document.account IS NOT NULL THEN
        IF jsonb_typeof(p_request -> 'lines') = 'array' THEN
            v_errors := v_errors || hera_internal.make_error(
                'VAL_011', 'account', 'state either account or lines, not both'
            );
        ELSIF NOT p_document.account_known THEN
            v_errors := v_errors || hera_internal.make_error(
                'LED_002', 'account', format('there is no account %s', p_document.account)
            );
        END IF;
    END IF;
    IF p_document.counterparty_id IS NULL AND p_request ->> 'counterparty' IS NOT NULL
        AND p_document.counterparty_name IS NULL
    THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_010', 'counterparty', 'there is no counterparty with this id or name'
        );
    END IF;
    RETURN v_errors;
END
$function$;
COMMENT ON FUNCTION hera_internal.reference_faults(jsonb, hera_internal.document) IS 'Faults of what a document''s header refers to.';
