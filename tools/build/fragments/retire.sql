-- Signatures that this version no longer has. Bindings of HERA that hang on them
-- go too, for hera.migrate() makes them again; anything else stops the upgrade.
DO $retire$
DECLARE
    v_signature text;
    v_function oid;
    v_item record;
    v_detail text;
BEGIN
    FOREACH v_signature IN ARRAY @retired_signatures@ LOOP
        v_function := pg_catalog.to_regprocedure(v_signature);
        CONTINUE WHEN v_function IS NULL;
        FOR v_item IN
            SELECT DISTINCT
                COALESCE(t.tgname, l.polname, c.conname) AS name,
                d.classid::pg_catalog.regclass::text AS catalog,
                COALESCE(w.ev_class, t.tgrelid, l.polrelid, c.conrelid, a.adrelid)::pg_catalog.regclass AS relation,
                v.relkind,
                n.nspname,
                pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS description
            FROM pg_catalog.pg_depend AS d
            LEFT JOIN pg_catalog.pg_rewrite AS w ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND w.oid = d.objid
            LEFT JOIN pg_catalog.pg_trigger AS t ON d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND t.oid = d.objid
            LEFT JOIN pg_catalog.pg_policy AS l ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND l.oid = d.objid
            LEFT JOIN pg_catalog.pg_constraint AS c
                ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND c.oid = d.objid
            LEFT JOIN pg_catalog.pg_attrdef AS a ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND a.oid = d.objid
            LEFT JOIN pg_catalog.pg_class AS v ON v.oid = w.ev_class
            LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
            WHERE d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refobjid = v_function
                AND d.deptype = 'n'
                AND NOT (t.oid IS NOT NULL AND t.tgparentid <> 0)
        LOOP
            IF v_item.catalog LIKE '%pg_trigger' AND v_item.relation::text LIKE 'hera%' THEN
                EXECUTE pg_catalog.format('DROP TRIGGER %I ON %s', v_item.name, v_item.relation);
            ELSIF v_item.catalog LIKE '%pg_policy' AND v_item.relation::text LIKE 'hera%' THEN
                EXECUTE pg_catalog.format('DROP POLICY %I ON %s', v_item.name, v_item.relation);
            ELSIF v_item.catalog LIKE '%pg_constraint' AND v_item.relation::text LIKE 'hera%' THEN
                EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I', v_item.relation, v_item.name);
            ELSIF v_item.catalog LIKE '%pg_rewrite' AND v_item.nspname IN ('hera', 'hera_internal', 'hera_bi') THEN
                BEGIN
                    EXECUTE pg_catalog.format(
                        'DROP %s IF EXISTS %s',
                        CASE v_item.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
                        v_item.relation
                    );
                EXCEPTION
                    WHEN dependent_objects_still_exist THEN
                        GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
                        RAISE EXCEPTION '%, which this version changes', v_detail
                            USING ERRCODE = 'ZHD04',
                                HINT = 'Drop that object, upgrade, and make it again.';
                END;
            ELSE
                RAISE EXCEPTION '% depends on %, which this version retires',
                    CASE WHEN v_item.catalog LIKE '%pg_rewrite' THEN 'view ' || v_item.relation::text
                        ELSE v_item.description END,
                    v_signature
                    USING ERRCODE = 'ZHD04',
                        HINT = 'Drop that object, upgrade, and make it again with the new signature.';
            END IF;
        END LOOP;
        IF EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'hera'
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = v_function AND d.deptype = 'e'
        ) THEN
            EXECUTE pg_catalog.format('ALTER EXTENSION hera DROP ROUTINE %s', v_function::pg_catalog.regprocedure);
        END IF;
        EXECUTE pg_catalog.format('DROP ROUTINE %s', v_function::pg_catalog.regprocedure);
    END LOOP;
END
$retire$;
