CREATE FUNCTION hera_internal.rule_holds(
    p_type text, p_counterparty_id uuid, p_pattern text, p_minimum numeric, p_maximum numeric, p_unit text,
    p_document hera_internal.document, p_normalized text
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The conditions of a rule, NULL for any; p_normalized is the document's payee and text.
SELECT (p_type IS NULL OR p_type = p_document.transaction_type)
    AND (p_counterparty_id IS NULL OR p_counterparty_id = p_document.counterparty_id)
    AND (p_pattern IS NULL OR p_normalized LIKE p_pattern)
    AND (p_minimum IS NULL OR p_document.total_amount >= p_minimum)
    AND (p_maximum IS NULL OR p_document.total_amount <= p_maximum)
    AND (p_unit IS NULL OR p_unit = p_document.unit)
$function$;
COMMENT ON FUNCTION hera_internal.rule_holds(text, uuid, text, numeric, numeric, text, hera_internal.document, text) IS 'Whether all conditions of a rule hold for a document.';
