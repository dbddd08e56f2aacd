CREATE FUNCTION hera_internal.role_rank(p_role text)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whose word goes before whose. A person who is no member any more has the lowest rank.
BEGIN
    RETURN CASE p_role WHEN 'owner' THEN 4 WHEN 'accountant' THEN 3 WHEN 'approver' THEN 2 ELSE 1 END;
END
$function$;
COMMENT ON FUNCTION hera_internal.role_rank(text) IS 'Rank of a role where two people contradict each other.';
