CREATE FUNCTION hera_internal.drop_view(p_relation text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Drops a view of HERA and the views of HERA that read it. An object of somebody
-- else that reads it raises ZHD04 and is named: it would be lost.
DECLARE
    v_view oid := pg_catalog.to_regclass(p_relation);
    v_reader record;
    v_statement text;
BEGIN
    IF v_view IS NULL THEN
        RETURN;
    END IF;
    FOR v_reader IN
        SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.relname) AS relation
        FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_rewrite AS w ON w.oid = d.objid AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
        JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = v_view AND w.ev_class <> v_view
    LOOP
        IF EXISTS (
            SELECT FROM hera_internal.binding AS b WHERE b.kind = 'view' AND b.relation = v_reader.relation
        ) THEN
            PERFORM hera_internal.drop_view(v_reader.relation);
        ELSE
            RAISE EXCEPTION 'view % reads %, which has to be made anew', v_reader.relation, p_relation
                USING ERRCODE = 'ZHD04',
                    DETAIL = pg_catalog.jsonb_build_object('code', 'DB_004', 'path', v_reader.relation)::text,
                    HINT = 'Drop that view, migrate, and make it again.';
        END IF;
    END LOOP;
    -- A variable, because the profiler of plpgsql_check evaluates the text of an EXECUTE again after it ran.
    v_statement := pg_catalog.format(
        'DROP %s %s',
        (SELECT CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END
        FROM pg_catalog.pg_class AS c WHERE c.oid = v_view),
        v_view::pg_catalog.regclass
    );
    EXECUTE v_statement;
END
$function$;
COMMENT ON FUNCTION hera_internal.drop_view(text) IS 'Drops a view of HERA; refuses when a view of somebody else reads it.';
ALTER FUNCTION hera_internal.drop_view(text) OWNER TO hera_owner;
