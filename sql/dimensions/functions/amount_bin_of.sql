CREATE FUNCTION hera_internal.amount_bin_of(p_amount numeric, p_minor_unit smallint)
RETURNS smallint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Number of the bin of an amount: 900 for each power of ten of its minor units, and by its three leading digits in it.
-- Counted in digits, so that no rounding of a logarithm moves an edge. NULL for what is not positive.
SELECT CASE WHEN p_amount > 0 THEN
    900 * length(nullif(div(p_amount, ('[0:4]={1,0.1,0.01,0.001,0.0001}'::numeric[])[p_minor_unit])::text, '0'))
    + rpad(div(p_amount, ('[0:4]={1,0.1,0.01,0.001,0.0001}'::numeric[])[p_minor_unit])::text, 3, '0')::integer - 1000
END::smallint
$function$;
COMMENT ON FUNCTION hera_internal.amount_bin_of(numeric, smallint) IS 'Bin of an amount in the histogram of an organization.';
