CREATE FUNCTION hera_internal.leaves_account(p_document hera_internal.document)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Whether a smart code that a request states leaves the account open: neither the type of the document nor its template says
-- it, and what a payment is for is no question of accounts.
SELECT NOT p_document.type_determines AND p_document.template_role NOT IN ('payable', 'receivable') AND (
    p_document.template_lines @> '[{"account": "chosen"}]'
    OR p_document.template_lines @> '{"lines": [{"account": "chosen"}]}'
)
$function$;
COMMENT ON FUNCTION hera_internal.leaves_account(hera_internal.document) IS 'Whether a stated smart code leaves the account to be chosen.';
