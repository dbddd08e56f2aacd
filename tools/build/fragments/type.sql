DO $type$
DECLARE
    v_function pg_catalog.regprocedure;
    v_shapes text[];
BEGIN
    IF pg_catalog.to_regtype(@type@) IS NULL THEN
        EXECUTE @create@;
        RETURN;
    END IF;
    -- The server compares: the type is made a second time under another name.
    EXECUTE @create_probe@;
    SELECT pg_catalog.array_agg(
        pg_catalog.concat_ws(
            ' | ', t.typtype, pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault,
            (SELECT pg_catalog.string_agg(
                a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = t.typrelid AND NOT a.attisdropped),
            (SELECT pg_catalog.string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid),
            (SELECT pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(c.oid), ', ' ORDER BY c.conname)
            FROM pg_catalog.pg_constraint AS c WHERE c.contypid = t.oid)
        )
    ) INTO v_shapes
    FROM pg_catalog.pg_type AS t
    WHERE t.oid IN (pg_catalog.to_regtype(@type@), pg_catalog.to_regtype(@probe@));
    EXECUTE 'DROP TYPE ' || @probe@;
    IF v_shapes[1] = v_shapes[2] THEN
        RETURN;
    END IF;
    -- Every function that names the type is made anew below.
    FOR v_function IN
        SELECT DISTINCT d.objid::pg_catalog.regprocedure
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_depend AS d
            ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refobjid IN (t.oid, t.typarray)
        JOIN pg_catalog.pg_proc AS p ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.objid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname IN ('hera', 'hera_internal')
        WHERE t.oid = pg_catalog.to_regtype(@type@)
    LOOP
        EXECUTE pg_catalog.format('DROP ROUTINE %s', v_function);
    END LOOP;
    EXECUTE 'DROP TYPE ' || @type@;
    EXECUTE @create@;
END
$type$;
