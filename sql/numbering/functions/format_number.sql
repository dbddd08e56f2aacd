CREATE FUNCTION hera_internal.format_number(p_format text, p_series text, p_year integer, p_number bigint)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A number as its series writes it. Plain string functions: this runs while the counter is held.
DECLARE
    v_place text := substr(p_format, strpos(p_format, '{number'), 10);
    v_number text := p_number::text;
BEGIN
    IF substr(v_place, 8, 1) = ':' THEN
        v_number := lpad(v_number, greatest(substr(v_place, 9, 1)::integer, length(v_number)), '0');
    ELSE
        v_place := '{number}';
    END IF;
    RETURN replace(replace(replace(p_format, v_place, v_number), '{series}', p_series), '{year}', p_year::text);
END
$function$;
COMMENT ON FUNCTION hera_internal.format_number(text, text, integer, bigint) IS 'A number as its series writes it.';
ALTER FUNCTION hera_internal.format_number(text, text, integer, bigint) OWNER TO hera_owner;
