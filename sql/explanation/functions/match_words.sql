CREATE FUNCTION hera_internal.match_words(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN jsonb_build_array(format(
        '%s open documents of this counterparty were looked at; %s.', p_explanation #>> '{inputs,open}',
        CASE p_explanation ->> 'rule'
            WHEN 'reference' THEN 'the text names what is paid, and the amount is that of what it names'
            WHEN 'reference_tolerance' THEN 'the text names what is paid, and the amount differs by no more than the tolerance'
            WHEN 'reference_partial' THEN 'the text names what is paid, and the amount is a part of it'
            WHEN 'reference_overpaid' THEN 'the text names what is paid, and the amount is larger'
            WHEN 'amount' THEN 'the amount is that of one document'
            WHEN 'amount_tolerance' THEN 'the amount differs from that of one document by no more than the tolerance'
            WHEN 'balance' THEN 'the amount is that of all of them together'
            WHEN 'combination' THEN 'the amount is that of some of them together'
            WHEN 'partial' THEN 'the amount is a part of what is open'
            WHEN 'overpaid' THEN 'the amount is larger than what is open'
        END
    )) || (
        SELECT coalesce(jsonb_agg(format('It settles %s of document %s.', s.value ->> 'amount', s.value ->> 'transaction_id')
            ORDER BY s.ordinality), '[]')
        FROM jsonb_array_elements(p_explanation -> 'settles') WITH ORDINALITY AS s
    ) || CASE
        WHEN p_explanation -> 'certain' = 'false' THEN
            jsonb_build_array(format('A person decides: %s.', p_explanation ->> 'reason'))
        ELSE '[]'
    END || CASE
        WHEN p_explanation ? 'withdrawn' THEN
            jsonb_build_array(format('Another payment came first (%s): it settles nothing and waits.', p_explanation ->> 'withdrawn'))
        ELSE '[]'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.match_words(jsonb) IS 'A match in words.';
