CREATE FUNCTION hera_internal.has_such_rule(
    p_organization_id uuid, p_type text, p_counterparty_id uuid, p_text_pattern text, p_unit text
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether an active rule without an amount speaks for every such document already.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.classification_rule AS r
        WHERE r.organization_id = p_organization_id AND r.active
            AND num_nonnulls(r.minimum_amount, r.maximum_amount) = 0
            AND (r.transaction_type IS NULL OR r.transaction_type = p_type)
            AND (r.counterparty_id IS NULL OR r.counterparty_id = p_counterparty_id)
            AND (r.text_pattern IS NULL OR r.text_pattern = p_text_pattern)
            AND (r.unit IS NULL OR r.unit = p_unit)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.has_such_rule(uuid, text, uuid, text, text) IS 'Whether a rule covers a discovered pattern.';
