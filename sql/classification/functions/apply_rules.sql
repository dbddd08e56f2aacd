CREATE FUNCTION hera_internal.apply_rules(
    p_organization_id uuid, p_document hera_internal.document, p_normalized text,
    OUT account_code text, OUT smart_code text, OUT explanation jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first active rule all of whose conditions hold; all NULL when none does. Its description is free text and stays out
-- of the explanation, which never changes.
BEGIN
    SELECT r.account_code, r.smart_code,
        jsonb_build_object('rule', r.id, 'created_by', r.created_by)
    INTO account_code, smart_code, explanation
    FROM hera_internal.classification_rule AS r
    WHERE r.organization_id = p_organization_id AND r.active
        AND (r.transaction_type IS NULL OR r.transaction_type = p_document.transaction_type)
        AND (r.counterparty_id IS NULL OR r.counterparty_id = p_document.counterparty_id)
        AND (r.text_pattern IS NULL OR p_normalized LIKE r.text_pattern)
        AND (r.minimum_amount IS NULL OR p_document.total_amount >= r.minimum_amount)
        AND (r.maximum_amount IS NULL OR p_document.total_amount <= r.maximum_amount)
        AND (r.unit IS NULL OR r.unit = p_document.unit)
    ORDER BY r.priority, r.id
    LIMIT 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_rules(uuid, hera_internal.document, text) IS 'Account that a person''s rule gives.';
