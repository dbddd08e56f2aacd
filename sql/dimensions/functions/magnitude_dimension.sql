CREATE FUNCTION hera_internal.magnitude_dimension(
    p_bin smallint, p_documents bigint, p_quantiles smallint[], p_amount_documents integer, p_micro_percent integer,
    p_small_percent integer, p_large_percent integer, p_jumbo_percent integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Compares bins: an amount in the bin of a quantile itself is neither below nor above it. NULL for MEDIUM, and while
-- there are too few documents to compare with. Element n + 1 of the quantiles is that of n percent.
SELECT CASE
    WHEN p_documents >= p_amount_documents THEN
        CASE
            WHEN p_bin < p_quantiles[p_micro_percent + 1] THEN 'MICRO'
            WHEN p_bin < p_quantiles[p_small_percent + 1] THEN 'SMALL'
            WHEN p_bin > p_quantiles[p_jumbo_percent + 1] THEN 'JUMBO'
            WHEN p_bin > p_quantiles[p_large_percent + 1] THEN 'LARGE'
        END
END
$function$;
COMMENT ON FUNCTION hera_internal.magnitude_dimension(smallint, bigint, smallint[], integer, integer, integer, integer, integer) IS 'How large an amount is beside the organization''s own amounts in the currency.';
