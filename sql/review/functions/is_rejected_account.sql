CREATE FUNCTION hera_internal.is_rejected_account(
    p_organization_id uuid, p_document hera_internal.document, p_account_code text
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- For whatever guesses: an account that a person rejected for this payee and text is not proposed again.
BEGIN
    RETURN p_account_code = ANY (hera_internal.rejected_accounts(
        p_organization_id, p_document.transaction_type, hera_internal.normalize_text(p_document.counterparty_name),
        hera_internal.normalize_text(p_document.description)
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.is_rejected_account(uuid, hera_internal.document, text) IS 'Whether an account was rejected for documents like this.';
