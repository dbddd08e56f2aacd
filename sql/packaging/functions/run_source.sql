CREATE FUNCTION hera_internal.run_source(p_body text, p_what text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Executes a script of this version. An error keeps its SQLSTATE and detail and
-- gains the script's name, which the server would not say.
DECLARE
    v_state text;
    v_message text;
    v_detail text;
    v_hint text;
    v_context text;
BEGIN
    EXECUTE pg_catalog.replace(p_body, '@vector_schema@', pg_catalog.quote_ident(hera_internal.vector_schema()));
EXCEPTION
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS
            v_state = RETURNED_SQLSTATE,
            v_message = MESSAGE_TEXT,
            v_detail = PG_EXCEPTION_DETAIL,
            v_hint = PG_EXCEPTION_HINT,
            v_context = PG_EXCEPTION_CONTEXT;
        RAISE EXCEPTION USING
            ERRCODE = v_state,
            MESSAGE = p_what || ': ' || v_message,
            DETAIL = COALESCE(NULLIF(v_detail, ''), v_context),
            HINT = v_hint;
END
$function$;
COMMENT ON FUNCTION hera_internal.run_source(text, text) IS 'Runs a script of this version and names it in errors.';
ALTER FUNCTION hera_internal.run_source(text, text) OWNER TO hera_owner;
