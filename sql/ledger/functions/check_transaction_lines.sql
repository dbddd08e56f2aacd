CREATE FUNCTION hera_internal.check_transaction_lines()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
-- At COMMIT: a posted document has lines, and debit equals credit in each currency. As hera_owner it sees every row,
-- whatever the context is by then. Raises LED_001, LED_006.
DECLARE
    v_lines bigint;
    v_imbalance text;
BEGIN
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
