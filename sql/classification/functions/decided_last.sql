CREATE FUNCTION hera_internal.decided_last(p_levels integer, p_known integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Whether people decided last for an account what exactly this payee, text and unit got, unless they decided otherwise for
-- this payee and amount: p_levels are the levels of memory that had the account last, p_known those that know any.
SELECT (p_levels & 2 = 2 AND (p_known & 1 = 0 OR p_levels & 1 = 1)) IS TRUE
$function$;
COMMENT ON FUNCTION hera_internal.decided_last(integer, integer) IS 'Whether an account is what people decided last.';
