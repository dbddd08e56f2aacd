CREATE FUNCTION hera_internal.is_plain_template(p_lines jsonb)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a document can be posted by the lines as they stand: every amount is gross, net or tax, some line is the whole
-- of it, so there is always something to post, and every account is a role that no other line has.
BEGIN
    RETURN (
        SELECT bool_and(l.value ->> 'amount' IN ('gross', 'net', 'tax') AND l.value ? 'account')
            AND bool_or(l.value ->> 'amount' = 'gross') AND count(DISTINCT l.value ->> 'account') = count(*)
        FROM jsonb_array_elements(p_lines) AS l
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_plain_template(jsonb) IS 'Whether a template needs no program.';
GRANT EXECUTE ON FUNCTION hera_internal.is_plain_template(jsonb) TO hera_owner;
