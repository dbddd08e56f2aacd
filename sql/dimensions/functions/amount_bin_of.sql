CREATE FUNCTION hera_internal.amount_bin_of(p_amount numeric, p_minor_unit smallint)
RETURNS smallint
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Number of the bin of an amount: 900 for each power of ten of its minor units, and by its three leading digits in it.
-- Counted in digits, so that no rounding of a logarithm moves an edge. NULL for what is not positive.
DECLARE
    v_digits CONSTANT text := CASE p_minor_unit
        WHEN 2 THEN ltrim(trunc(p_amount * 100)::text, '0')
        WHEN 0 THEN ltrim(trunc(p_amount)::text, '0')
        ELSE ltrim(trunc(p_amount * power(10::numeric, p_minor_unit))::text, '0')
    END;
BEGIN
    IF p_amount IS NULL OR v_digits = '' OR p_amount <= 0 THEN
        RETURN NULL;
    END IF;
    RETURN 900 * (length(v_digits) - 1) + left(rpad(v_digits, 3, '0'), 3)::integer - 100;
END
$function$;
COMMENT ON FUNCTION hera_internal.amount_bin_of(numeric, smallint) IS 'Bin of an amount in the histogram of an organization.';
