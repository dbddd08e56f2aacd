CREATE FUNCTION hera_internal.is_decided_last(p_levels integer, p_known integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Whether people decided this account last for the payee, text and unit, and nothing else for the payee and amount: the bits
-- of the levels of memory that had it last, and of those that know anything.
SELECT (p_levels & 2 = 2 AND (p_known & 1 = 0 OR p_levels & 1 = 1)) IS TRUE
$function$;
COMMENT ON FUNCTION hera_internal.is_decided_last(integer, integer) IS 'Whether a candidate of memory goes before likelihood.';
