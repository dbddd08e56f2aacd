CREATE FUNCTION hera_internal.is_monetary(p_account_type text, p_role text, p_monetary boolean)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Money and claims to it are worth their amount at today's rate; what was bought is worth what was paid, and tax is owed
-- in the organization's currency at the rate of its document.
SELECT p_account_type IN ('asset', 'liability') AND coalesce(p_monetary, p_role IN (
    'receivable', 'payable', 'bank', 'cash', 'card_clearing', 'payroll_payable'
), false)
$function$;
COMMENT ON FUNCTION hera_internal.is_monetary(text, text, boolean) IS 'Whether foreign balances of an account are valued at closing rates.';
