CREATE FUNCTION hera_internal.enter_template(
    p_caller hera_internal.caller_context, p_document hera_internal.document
)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Judges what a template with expressions needs beyond the header; its faults are the errors of the document that comes
-- back. Where nothing depends on the total, the total is the debit side of the lines, and need not be stated.
DECLARE
    v_program CONSTANT jsonb := p_document.template_lines;
    v_errors jsonb := hera_internal.quantity_faults(v_program -> 'uses', p_document.metadata);
    v_own_total boolean := NOT v_program -> 'uses' ?| '{gross,tax}';
    v_lines jsonb;
    v_total numeric;
    v_message text;
    v_http CONSTANT text := coalesce(current_setting('hera.http_errors', true), '');
BEGIN
    IF v_program -> 'rounds' = 'true' AND NOT p_caller.control_accounts ? 'rounding' THEN
        v_errors := v_errors || hera_internal.make_error(
            'LED_002', 'smart_code', 'no account of the organization has the role rounding'
        );
    ELSIF v_errors = '[]' AND p_document.minor_unit IS NOT NULL AND (v_own_total OR p_document.total_amount IS NOT NULL) THEN
        PERFORM set_config('hera.http_errors', 'off', true);
        BEGIN
            v_lines := hera_internal.compute_lines(v_program, p_document);
            v_total := (
                SELECT sum((l ->> 'amount')::numeric) FROM jsonb_array_elements(v_lines) AS l WHERE l ->> 'side' = 'debit'
            );
        EXCEPTION WHEN SQLSTATE 'ZHL92' THEN
            GET STACKED DIAGNOSTICS v_message = MESSAGE_TEXT;
            v_errors := v_errors || hera_internal.make_error('LED_092', 'smart_code', v_message);
        END;
        PERFORM set_config('hera.http_errors', v_http, true);
    END IF;
    IF v_own_total AND p_document.total_amount <> v_total THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'total_amount', format('total_amount is not what the template makes of quantity and rate, %s', trim_scale(v_total))
        );
    ELSIF v_own_total THEN
        p_document.total_amount := v_total;
    END IF;
    p_document.errors := v_errors;
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.enter_template(hera_internal.caller_context, hera_internal.document) IS 'Faults and total of a document that is posted by expressions.';
