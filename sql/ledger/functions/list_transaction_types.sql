CREATE FUNCTION hera.list_transaction_types()
RETURNS TABLE (code text, name text, smart_code text, determines_account boolean)
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT t.code, t.name, t.smart_code, t.determines_account
    FROM hera_internal.transaction_type AS t
    ORDER BY t.code
$function$;
COMMENT ON FUNCTION hera.list_transaction_types() IS 'Types of business events that post from a template.';
GRANT EXECUTE ON FUNCTION hera.list_transaction_types() TO hera_app, hera_admin;
