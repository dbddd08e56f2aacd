CREATE FUNCTION hera_internal.document_faults(
    p_closed_through date, p_request jsonb, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of the header against business rules, as an array that may be empty.
DECLARE
    v_errors jsonb := '[]'::jsonb;
    v_lines boolean := jsonb_typeof(p_request -> 'lines') = 'array';
    v_field text;
BEGIN
    IF p_document.transaction_type IS NULL THEN
        v_errors := v_errors || hera_internal.make_error('VAL_002', 'transaction_type');
    ELSIF v_lines IS NOT TRUE AND (
        p_document.type_determines IS NULL OR coalesce(p_document.smart_code, p_document.type_smart_code) IS NULL
    ) THEN
        v_errors := v_errors || hera_internal.make_error(
            CASE p_document.transaction_type WHEN 'journal' THEN 'VAL_002' ELSE 'VAL_010' END,
            CASE p_document.transaction_type WHEN 'journal' THEN 'lines' ELSE 'transaction_type' END,
            format('there is no posting template for %s', p_document.transaction_type),
            'State lines, or use a type that hera.list_transaction_types shows.'
        );
    END IF;
    -- A template that needs no total gives it, or says what is missing.
    IF p_document.total_amount IS NULL AND v_lines IS NOT TRUE
        AND (p_document.template_lines -> 'uses' ?| '{gross,tax}') IS NOT FALSE
    THEN
        v_errors := v_errors || hera_internal.make_error('VAL_002', 'total_amount');
    ELSIF p_document.total_amount = 0 THEN
        v_errors := v_errors || hera_internal.make_error('VAL_009', 'total_amount');
    END IF;
    IF p_document.minor_unit IS NULL THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_010', 'currency', format('currency %s is not an active ISO 4217 code', p_document.currency)
        );
    ELSE
        IF scale(trim_scale(p_document.total_amount)) > p_document.minor_unit THEN
            v_errors := v_errors || hera_internal.decimals_fault('total_amount', p_document);
        END IF;
        IF scale(trim_scale(p_document.tax_amount)) > p_document.minor_unit THEN
            v_errors := v_errors || hera_internal.decimals_fault('tax_amount', p_document);
        END IF;
    END IF;
    IF abs(p_document.tax_amount) > p_document.total_amount THEN
        v_errors := v_errors || hera_internal.make_error('VAL_011', 'tax_amount', 'tax_amount is larger than total_amount');
    ELSIF p_document.tax_amount < 0 THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'tax_amount', 'tax_amount and total_amount have different signs'
        );
    END IF;
    IF p_document.exchange_rate = 0 THEN
        v_errors := v_errors || hera_internal.make_error('VAL_009', 'exchange_rate', 'exchange_rate must not be zero');
    ELSIF p_document.currency = p_document.base_currency AND p_document.exchange_rate <> 1 THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'exchange_rate', format('%s is the organization''s currency: its rate is 1', p_document.currency)
        );
    ELSIF p_document.currency <> p_document.base_currency AND p_document.rates IS NULL
        AND num_nulls(p_document.minor_unit, p_document.transaction_date) = 0
    THEN
        v_errors := v_errors || hera_internal.rate_fault(
            'exchange_rate', p_document.currency, p_document.base_currency, p_document.transaction_date
        );
    END IF;
    IF p_document.transaction_date IS NULL
        OR (p_document.document_date IS NULL AND p_request ->> 'document_date' IS NOT NULL)
        OR (p_document.due_date IS NULL AND p_request ->> 'due_date' IS NOT NULL)
    THEN
        FOREACH v_field IN ARRAY ARRAY['transaction_date', 'document_date', 'due_date'] LOOP
            IF p_request ->> v_field IS NOT NULL AND hera_internal.read_date(p_request ->> v_field) IS NULL THEN
                v_errors := v_errors || hera_internal.make_error('VAL_007', v_field);
            END IF;
        END LOOP;
    END IF;
    IF p_document.transaction_date <= p_closed_through AND p_document.period IS NULL THEN
        v_errors := v_errors || hera_internal.make_error(
            'LED_012', 'transaction_date', format('every day up to %s is closed', p_closed_through)
        );
    END IF;
    IF p_document.due_date < p_document.document_date THEN
        v_errors := v_errors || hera_internal.make_error('VAL_011', 'due_date', 'due_date is before document_date');
    END IF;
    IF NOT coalesce(p_document.account_known AND p_document.smart_code IS NULL, false) OR v_lines
        OR num_nonnulls(p_document.counterparty_id, p_document.counterparty_name) = 0
    THEN
        v_errors := v_errors || hera_internal.reference_faults(p_request, p_document);
    END IF;
    RETURN v_errors;
END
$function$;
COMMENT ON FUNCTION hera_internal.document_faults(date, jsonb, hera_internal.document) IS 'Faults of a document''s header against business rules.';
