CREATE FUNCTION hera_internal.has_rule(p_organization_id uuid, p_document hera_internal.document)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a person's rule speaks for the document: it goes before a match.
DECLARE
    v_rule record := hera_internal.apply_rules(
        p_organization_id, p_document,
        hera_internal.normalize_text(p_document.counterparty_name) || ' '
        || hera_internal.normalize_text(p_document.description)
    );
BEGIN
    RETURN v_rule.account_code IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.has_rule(uuid, hera_internal.document) IS 'Whether a rule speaks for a document.';
