CREATE FUNCTION hera_internal.lowest_balance(
    p_sign integer, p_moved numeric, p_debit_reserved numeric, p_credit_reserved numeric
)
RETURNS numeric
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The balance on the side where an account belongs, if of all that is reserved only what lowers it is posted.
SELECT p_sign * p_moved - CASE p_sign WHEN 1 THEN p_credit_reserved ELSE p_debit_reserved END
$function$;
COMMENT ON FUNCTION hera_internal.lowest_balance(integer, numeric, numeric, numeric) IS 'Lowest balance that reservations may lead to.';
GRANT EXECUTE ON FUNCTION hera_internal.lowest_balance(integer, numeric, numeric, numeric) TO hera_owner;
