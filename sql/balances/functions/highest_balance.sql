CREATE FUNCTION hera_internal.highest_balance(
    p_sign integer, p_moved numeric, p_debit_reserved numeric, p_credit_reserved numeric
)
RETURNS numeric
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The balance on the side where an account belongs, if of all that is reserved only what raises it is posted.
SELECT p_sign * p_moved + CASE p_sign WHEN 1 THEN p_debit_reserved ELSE p_credit_reserved END
$function$;
COMMENT ON FUNCTION hera_internal.highest_balance(integer, numeric, numeric, numeric) IS 'Highest balance that reservations may lead to.';
GRANT EXECUTE ON FUNCTION hera_internal.highest_balance(integer, numeric, numeric, numeric) TO hera_owner;
