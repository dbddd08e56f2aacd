CREATE FUNCTION hera_internal.swap_sides(p_posting jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT jsonb_agg(
            l.value || jsonb_build_object('side', CASE l.value ->> 'side' WHEN 'debit' THEN 'credit' ELSE 'debit' END)
            ORDER BY l.number
        )
        FROM jsonb_array_elements(p_posting) WITH ORDINALITY AS l (value, number)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.swap_sides(jsonb) IS 'A posting with debit and credit exchanged.';
