CREATE FUNCTION hera_internal.group_key(
    p_type text, p_currency text, p_counterparty_id uuid, p_account_code text, p_stage text, p_explanation jsonb
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Documents with one explanation: same type, currency, payee, account, stage and evidence (of a match: its rule).
BEGIN
    RETURN left(encode(sha256(convert_to(concat_ws(
        chr(31), p_type, p_currency, coalesce(p_counterparty_id::text, ''), coalesce(p_account_code, ''),
        coalesce(p_stage, ''), coalesce(p_explanation ->> 'evidence', p_explanation ->> 'rule', '')
    ), 'UTF8')), 'hex'), 32);
END
$function$;
COMMENT ON FUNCTION hera_internal.group_key(text, text, uuid, text, text, jsonb) IS 'Key of the documents that share an explanation.';
