CREATE FUNCTION hera_internal.without_old_rate(p_stored jsonb, p_changes jsonb)
RETURNS jsonb
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- A rate belongs to a currency and a day: where a change names another of either, the stored rate says nothing.
SELECT CASE WHEN p_changes ?| '{currency,transaction_date,period}' THEN p_stored - 'exchange_rate' ELSE p_stored END
$function$;
COMMENT ON FUNCTION hera_internal.without_old_rate(jsonb, jsonb) IS 'A stored request without a rate that a change makes void.';
