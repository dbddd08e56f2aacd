CREATE FUNCTION hera_internal.check_line_document()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
-- At COMMIT: the line belongs to a document that this very (sub)transaction posted, so nothing is added to a posted
-- document later, and that document balances in the currency of the line. Raises LED_001, LED_007.
DECLARE
    v_difference numeric;
    v_together boolean;
BEGIN
    -- Every line counts, also one that was not written with its document: leaving it out would let it pass.
    SELECT sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END),
        bool_and(t.xmin = l.xmin AND t.posted_at = l.posted_at AND t.transaction_date = l.transaction_date)
    INTO v_difference, v_together
    FROM hera.universal_transaction_lines AS l
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = l.organization_id AND t.id = l.transaction_id AND t.created_at = l.created_at
    WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.transaction_id
        AND l.created_at = NEW.created_at AND l.currency = NEW.currency
        AND t.organization_id = NEW.organization_id AND t.id = NEW.transaction_id AND t.created_at = NEW.created_at
        AND t.posting_status IN ('posted', 'auto_posted');
    IF v_together IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('LED_007', NEW.transaction_id::text);
    ELSIF v_difference <> 0 THEN
        PERFORM hera_internal.raise_error(
            'LED_001', NEW.transaction_id::text,
            format('document %s does not balance in %s: debit minus credit is %s', NEW.transaction_id, NEW.currency, v_difference)
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_line_document() IS 'Refuses a line that does not belong to a balanced document posted with it, at COMMIT.';
ALTER FUNCTION hera_internal.check_line_document() OWNER TO hera_owner;
