CREATE FUNCTION hera_internal.validate_request(
    p_caller hera_internal.caller_context, p_request jsonb
)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads a request: the document, with every fault at once in its errors. Values are read only after their shape was
-- found right; the document is complete when errors is NULL.
DECLARE
    v_document hera_internal.document;
    v_errors jsonb := '[]'::jsonb;
BEGIN
    IF jsonb_typeof(p_request) IS DISTINCT FROM 'object' THEN
        v_document.errors := jsonb_build_array(hera_internal.make_error('VAL_003', '', 'a request is a JSON object'));
        RETURN v_document;
    END IF;
    -- What has the wrong shape is taken out, so that the rest can still be judged. Whether anything has is asked first,
    -- because nearly every request is right; going through the fields of the registry needs no join.
    IF (
        SELECT coalesce(p_request - array_agg(f.field), p_request) <> '{}' OR bool_or(
            CASE jsonb_typeof(p_request -> f.field) = ANY (f.json_types)
                WHEN true THEN CASE
                    WHEN f.max_length IS NOT NULL
                        THEN length(p_request ->> f.field) > f.max_length OR p_request ->> f.field !~ f.pattern
                    WHEN f.value_kind = 'object' THEN hera_internal.is_unbounded(p_request -> f.field)
                END
                WHEN false THEN p_request -> f.field <> 'null'
            END
        )
        FROM hera_internal.request_field AS f
        WHERE f.scope = 'request' AND p_request ? f.field
    ) THEN
        v_errors := hera_internal.shape_faults('request', p_request);
        p_request := p_request - ARRAY(SELECT e.value ->> 'path' FROM jsonb_array_elements(v_errors) AS e);
    END IF;
    v_document := hera_internal.read_document(p_caller, p_request);
    -- One condition that a document without a fault of its header meets; which fault it is costs more to find out.
    IF v_errors <> '[]' OR (
        v_document.type_determines IS NOT NULL AND v_document.template_code IS NOT NULL
        AND v_document.total_amount > 0 AND v_document.tax_amount BETWEEN 0 AND v_document.total_amount
        AND round(v_document.total_amount, v_document.minor_unit) = v_document.total_amount
        AND round(v_document.tax_amount, v_document.minor_unit) = v_document.tax_amount
        AND (v_document.rates IS NOT NULL OR (v_document.currency = p_caller.currency AND coalesce(v_document.exchange_rate = 1, true)))
        AND v_document.transaction_date > coalesce(p_caller.closed_through, '-infinity')
        AND (v_document.document_date IS NULL) = (p_request ->> 'document_date' IS NULL)
        AND (v_document.due_date IS NULL) = (p_request ->> 'due_date' IS NULL)
        AND coalesce(v_document.due_date >= v_document.document_date, true)
        AND (v_document.account IS NULL OR v_document.account_known)
        AND (v_document.counterparty_name IS NOT NULL OR p_request ->> 'counterparty' IS NULL)
        AND p_caller.soft_locks IS NULL AND NOT p_request ?| '{lines,period,pending,draft}'
        AND jsonb_typeof(v_document.template_lines) = 'array'
    ) IS NOT TRUE THEN
        IF p_request ->> 'period' IS NOT NULL THEN
            v_document := hera_internal.enter_period(p_caller.organization_id, p_request, v_document);
            IF v_document.currency <> p_caller.currency AND p_request ->> 'exchange_rate' IS NULL THEN
                v_document.exchange_rate := NULL;
                v_document := hera_internal.rate_document(p_caller.organization_id, v_document);
            END IF;
        END IF;
        IF jsonb_typeof(v_document.template_lines) = 'object' AND jsonb_typeof(p_request -> 'lines') IS DISTINCT FROM 'array' THEN
            v_document := hera_internal.enter_template(p_caller, v_document);
            v_errors := v_errors || v_document.errors;
            v_document.errors := NULL;
        END IF;
        IF p_request ?| '{pending,draft}' THEN
            v_document := hera_internal.read_holding(p_request, v_document);
            v_errors := v_errors || coalesce(v_document.errors, '[]');
        END IF;
        v_errors := v_errors || hera_internal.document_faults(p_caller.closed_through, p_request, v_document);
        IF p_caller.soft_locks IS NOT NULL OR p_request ? 'period' THEN
            v_errors := v_errors || hera_internal.period_faults(p_caller, p_request, v_document);
        END IF;
        IF jsonb_typeof(p_request -> 'lines') = 'array' THEN
            v_errors := v_errors || hera_internal.line_faults(p_caller, p_request -> 'lines', v_document);
            IF v_errors = '[]' THEN
                v_document := hera_internal.read_lines(p_request -> 'lines', v_document);
                IF v_document.posting @? '$[*].tax_code' THEN
                    v_document := hera_internal.add_tax(p_caller, p_request, v_document);
                END IF;
                v_errors := coalesce(v_document.errors, hera_internal.total_faults(p_request, v_document));
                IF v_document.rates IS NOT NULL THEN
                    v_document.rates := hera_internal.line_rates(
                        p_caller.organization_id, v_document, v_document.posting
                    );
                    v_errors := v_errors || hera_internal.line_rate_faults(v_document);
                END IF;
            END IF;
        END IF;
    END IF;
    IF jsonb_typeof(p_request -> 'settles') = 'array' AND p_request -> 'settles' <> '[]' THEN
        v_errors := v_errors || hera_internal.settlement_faults(p_caller, p_request -> 'settles', v_document);
    END IF;
    IF v_errors <> '[]' OR p_caller.has_rules THEN
        v_document.errors := nullif(hera_internal.without_repeats(v_errors), '[]');
        IF p_caller.has_rules THEN
            v_document := hera_internal.apply_validation_rules(p_caller, p_request, v_document);
        END IF;
    END IF;
    RETURN v_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.validate_request(hera_internal.caller_context, jsonb) IS 'Reads a request into a document that holds every fault of it.';
