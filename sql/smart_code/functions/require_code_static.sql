CREATE FUNCTION hera_internal.require_code_static(p_static jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The static part of a smart code to be written: module and process, the rest may be left out. Raises SMC_003, SMC_006.
DECLARE
    v_mode text;
BEGIN
    PERFORM hera_internal.require_code_fields(p_static, 'static', '{namespace,module,process,mode,version}');
    PERFORM hera_internal.require_code_text(p_static -> 'namespace', 'static.namespace', '^HERA$');
    IF hera_internal.require_code_text(p_static -> 'module', 'static.module', '^[A-Z][A-Z0-9_]{0,31}$') IS NULL THEN
        PERFORM hera_internal.raise_error('SMC_006', 'static.module', 'the module is missing');
    END IF;
    IF hera_internal.require_code_text(p_static -> 'process', 'static.process', '^[A-Z][A-Z0-9_]{0,31}$') IS NULL THEN
        PERFORM hera_internal.raise_error('SMC_006', 'static.process', 'the process is missing');
    END IF;
    v_mode := hera_internal.require_code_text(p_static -> 'mode', 'static.mode', '^[A-Z][A-Z0-9_]{1,15}$');
    IF v_mode IS NOT NULL AND NOT EXISTS (SELECT FROM hera_internal.smart_code_mode AS m WHERE m.mode = v_mode) THEN
        PERFORM hera_internal.raise_error(
            'SMC_006', 'static.mode', format('%s is not a mode', v_mode),
            (SELECT format('The modes are %s.', string_agg(m.mode, ', ' ORDER BY m.mode COLLATE "C"))
            FROM hera_internal.smart_code_mode AS m)
        );
    END IF;
    PERFORM hera_internal.require_code_integer(p_static -> 'version', 'static.version', 1, 9999);
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_static(jsonb) IS 'Refuses a static part that no smart code can have.';
