CREATE FUNCTION hera_internal.tail_line()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A line that was not written by hera_internal.insert_lines, which does this in its own statement, joins the tail of the
-- balances. A worker of logical replication does nothing: the tail is copied like any other table.
BEGIN
    IF current_setting('session_replication_role') = 'replica' AND hera_internal.in_replication_worker() THEN
        RETURN NULL;
    END IF;
    INSERT INTO hera_internal.balance_tail (
        organization_id, account_id, transaction_id, line_number, currency, unit, transaction_date, debit, credit,
        limited, base_debit, base_credit
    )
    SELECT NEW.organization_id, NEW.account_id, NEW.transaction_id, NEW.line_number, NEW.currency, NEW.unit,
        NEW.transaction_date, CASE NEW.side WHEN 'debit' THEN NEW.amount ELSE 0 END,
        CASE NEW.side WHEN 'credit' THEN NEW.amount ELSE 0 END, a.limited,
        CASE NEW.side WHEN 'debit' THEN NEW.base_amount ELSE 0 END,
        CASE NEW.side WHEN 'credit' THEN NEW.base_amount ELSE 0 END
    FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = NEW.organization_id AND a.id = NEW.account_id
    ON CONFLICT (organization_id, account_id, transaction_id, line_number) DO NOTHING;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.tail_line() IS 'Puts a line into the tail of the balances, whatever path wrote it.';
ALTER FUNCTION hera_internal.tail_line() OWNER TO hera_owner;
