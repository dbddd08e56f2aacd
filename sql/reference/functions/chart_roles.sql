CREATE FUNCTION hera_internal.chart_roles()
RETURNS TABLE (role text, account_types text[])
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Charts of some countries keep input tax as a negative liability and card clearing as a bank account: both types
    -- do. A role that holds the result of either sign may be income or expense.
    VALUES
    ('receivable', '{asset}'::text[]),
    ('payable', '{liability}'),
    ('bank', '{asset}'),
    ('cash', '{asset}'),
    ('card_clearing', '{asset,liability}'),
    ('input_tax', '{asset,liability}'),
    ('output_tax', '{asset,liability}'),
    ('sales', '{income}'),
    ('purchases', '{expense}'),
    ('inventory', '{asset}'),
    ('payroll_expense', '{expense}'),
    ('payroll_payable', '{liability}'),
    ('payroll_tax', '{liability}'),
    ('retained_earnings', '{equity}'),
    ('rounding', '{income,expense}'),
    ('suspense', '{asset,liability,equity}'),
    ('opening_balance', '{equity}'),
    ('fx_gain_loss', '{income,expense}')
$function$;
COMMENT ON FUNCTION hera_internal.chart_roles() IS 'Roles that posting templates need, with the types of account that may hold each.';
GRANT EXECUTE ON FUNCTION hera_internal.chart_roles() TO hera_owner;
