CREATE FUNCTION hera_internal.note_reservation()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Notes that the transaction must check this account before it commits, where the account has a limit. Copies that
-- logical replication makes are not checked again.
BEGIN
    IF current_setting('session_replication_role') <> 'replica' OR NOT hera_internal.in_replication_worker() THEN
        INSERT INTO hera_internal.limit_check (
            organization_id, xid, account_id, currency, transaction_id, line_number, moved, debit_reserved,
            credit_reserved
        )
        SELECT NEW.organization_id, pg_current_xact_id(), NEW.account_id, NEW.currency, NEW.transaction_id, 0, 0,
            NEW.debit, NEW.credit
        FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = NEW.organization_id AND a.id = NEW.account_id AND a.limited;
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_reservation() IS 'Notes a reservation on a limited account for the check at COMMIT.';
ALTER FUNCTION hera_internal.note_reservation() OWNER TO hera_owner;
