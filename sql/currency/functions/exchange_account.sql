CREATE FUNCTION hera_internal.exchange_account(p_control_accounts jsonb, p_gain boolean)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Every chart has one account for gains and losses; an organization may keep them apart.
SELECT coalesce(
    p_control_accounts ->> CASE WHEN p_gain THEN 'exchange_gain' ELSE 'exchange_loss' END,
    p_control_accounts ->> 'fx_gain_loss'
)
$function$;
COMMENT ON FUNCTION hera_internal.exchange_account(jsonb, boolean) IS 'Account of exchange gains or of exchange losses.';
