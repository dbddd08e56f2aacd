CREATE FUNCTION hera_internal.format_number(p_format text, p_series text, p_year integer, p_number bigint)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A number as its series writes it.
DECLARE
    v_digits integer := coalesce(substring(p_format FROM '[{]number:([1-9])[}]')::integer, 1);
    v_number text := p_number::text;
BEGIN
    RETURN regexp_replace(
        replace(replace(p_format, '{series}', p_series), '{year}', p_year::text), '[{]number(:[1-9])?[}]',
        lpad(v_number, greatest(v_digits, length(v_number)), '0')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.format_number(text, text, integer, bigint) IS 'A number as its series writes it.';
ALTER FUNCTION hera_internal.format_number(text, text, integer, bigint) OWNER TO hera_owner;
