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
        AND hera_internal.rule_holds(
            r.transaction_type, r.counterparty_id, r.text_pattern, r.minimum_amount, r.maximum_amount, r.unit, p_document,
            p_normalized
        )
    ORDER BY r.priority, r.id
    LIMIT 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_rules(uuid, hera_internal.document, text) IS 'Account that a person''s rule gives.';
