CREATE FUNCTION hera_internal.check_transaction_lines()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
-- At COMMIT: a posted document has lines, debit equals credit in each currency, and its day is open. As hera_owner it
-- sees every row, whatever the context is by then. The lock on the organization lets documents pass each other, but
-- makes a closing of periods wait for them, so that nothing is posted late. Raises LED_001, LED_006, LED_012.
DECLARE
    v_lines bigint;
    v_imbalance text;
    v_closed_through date;
BEGIN
    SELECT o.closed_through INTO v_closed_through FROM hera.core_organizations AS o
    WHERE o.organization_id = NEW.organization_id
    FOR KEY SHARE;
    IF NEW.transaction_date <= v_closed_through THEN
        PERFORM hera_internal.raise_error(
            'LED_012', NEW.id::text, format('every day up to %s is closed', v_closed_through)
        );
    END IF;
    SELECT count(*), min(b.currency) FILTER (WHERE b.difference <> 0) INTO v_lines, v_imbalance
    FROM (
        SELECT l.currency, sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.id AND l.created_at = NEW.created_at
        GROUP BY l.currency
    ) AS b;
    IF v_lines = 0 THEN
        PERFORM hera_internal.raise_error('LED_006', NEW.id::text);
    ELSIF v_imbalance IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'LED_001', NEW.id::text, format('document %s does not balance in %s', NEW.id, v_imbalance)
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_transaction_lines() IS 'Refuses a posted document without balanced lines, at COMMIT.';
ALTER FUNCTION hera_internal.check_transaction_lines() OWNER TO hera_owner;
