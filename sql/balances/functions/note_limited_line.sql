CREATE FUNCTION hera_internal.note_limited_line()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Notes under the transaction's id, the same in its savepoints, that it must check this account before it commits.
-- Copies of rows that were committed elsewhere, which logical replication makes, are not checked again.
BEGIN
    IF current_setting('session_replication_role') <> 'replica' OR NOT hera_internal.in_replication_worker() THEN
        INSERT INTO hera_internal.limit_check (
            organization_id, xid, account_id, currency, transaction_id, line_number, moved
        )
        VALUES (
            NEW.organization_id, pg_current_xact_id(), NEW.account_id, NEW.currency, NEW.transaction_id,
            NEW.line_number, NEW.debit - NEW.credit
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_limited_line() IS 'Notes a line on a limited account for the check at COMMIT.';
ALTER FUNCTION hera_internal.note_limited_line() OWNER TO hera_owner;
