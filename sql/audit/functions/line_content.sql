CREATE FUNCTION hera_internal.line_content(
    p_number bigint, p_account text, p_side text, p_amount text, p_currency text, p_unit text, p_tax_code text,
    p_tax_rate text, p_tax_part text, p_base_amount text
)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Numbers as text, so that nothing in a leaf, whatever somebody put there, stops who compares it with a line.
SELECT jsonb_build_array(
    p_number, p_account, p_side, p_amount, p_currency, p_unit, p_tax_code, p_tax_rate, p_tax_part, p_base_amount
)::text
$function$;
COMMENT ON FUNCTION hera_internal.line_content(bigint, text, text, text, text, text, text, text, text, text) IS 'Text of a ledger line, as it is and as a leaf has it.';
