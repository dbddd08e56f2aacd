CREATE FUNCTION hera_internal.novelty_dimension(
    p_documents bigint, p_currencies text[], p_accounts text[], p_texts bigint[], p_currency text, p_account_code text,
    p_text bigint, p_rare_documents integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- What was not seen before with a counterparty that has a profile, the rarest first. A text is compared with those of the
-- recent documents; NULL and 0 are not compared. NULL for FAMILIAR.
SELECT CASE
    WHEN p_currency <> ALL (p_currencies) THEN 'FIRSTCURRENCY'
    WHEN p_account_code <> ALL (p_accounts) AND p_accounts <> '{}' THEN 'FIRSTACCOUNT'
    WHEN nullif(p_text, 0) <> ALL (p_texts) AND p_texts <> '{}' THEN 'FIRSTTEXT'
    WHEN p_documents < p_rare_documents THEN 'RARE'
END
$function$;
COMMENT ON FUNCTION hera_internal.novelty_dimension(bigint, text[], text[], bigint[], text, text, bigint, integer) IS 'What about a document was not seen before with its counterparty.';
