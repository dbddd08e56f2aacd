CREATE FUNCTION hera_internal.plain_number(p_id uuid)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Number of a document whose type does not ask for numbers without gaps: the time and 48 random bits of its id, so that
-- it rises with time, costs nothing to give and is the same wherever it is shown. hera_bi.transactions spells it out.
SELECT upper(left(p_id::text, 8) || substr(p_id::text, 10, 4) || '-' || right(p_id::text, 12))
$function$;
COMMENT ON FUNCTION hera_internal.plain_number(uuid) IS 'Number of a document that is numbered by its id.';
