CREATE FUNCTION hera_internal.exchange_lines(
    p_control_accounts jsonb, p_account text, p_currency text, p_unit text, p_difference numeric
)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Two lines that raise (or, where it is negative, lower) what an account is worth in the organization's currency and
-- nothing else, against gain or loss: the amount in the account's own currency is zero. An empty array for no difference.
BEGIN
    IF p_difference = 0 THEN
        RETURN '[]'::jsonb;
    END IF;
    RETURN jsonb_strip_nulls(jsonb_build_array(
        jsonb_build_object(
            'account', p_account, 'side', CASE WHEN p_difference > 0 THEN 'debit' ELSE 'credit' END, 'amount', 0,
            'currency', p_currency, 'base_amount', trim_scale(abs(p_difference)), 'unit', p_unit
        ),
        jsonb_build_object(
            'account', hera_internal.exchange_account(p_control_accounts, p_difference > 0),
            'side', CASE WHEN p_difference > 0 THEN 'credit' ELSE 'debit' END, 'amount', 0,
            'currency', p_currency, 'base_amount', trim_scale(abs(p_difference)), 'unit', p_unit
        )
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.exchange_lines(jsonb, text, text, text, numeric) IS 'Lines of a difference of exchange on an account.';
