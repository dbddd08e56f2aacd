-- Owners and rights. Functions made by CREATE EXTENSION belong to the installing
-- superuser until here; a SECURITY DEFINER function must not.
DO $tail$
DECLARE
    v_item record;
    v_grantees text;
    v_super boolean := (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user);
BEGIN
    IF NOT v_super THEN
        -- A new owner needs CREATE on the schema for the moment of the change.
        GRANT CREATE ON SCHEMA hera, hera_internal TO hera_api;
    END IF;
    FOR v_item IN
        SELECT m.owner, m.grantees, p.oid::pg_catalog.regprocedure AS signature
        FROM hera_internal.member_source() AS m
        JOIN pg_catalog.pg_proc AS p ON p.proname = pg_catalog.split_part(m.member, '.', 2)
        JOIN pg_catalog.pg_namespace AS n
            ON n.oid = p.pronamespace AND n.nspname = pg_catalog.split_part(m.member, '.', 1)
        WHERE m.kind = 'routine'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend AS d
                JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
                WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
                    AND d.deptype = 'e' AND e.extname <> 'hera'
            )
        ORDER BY m.member, p.oid
    LOOP
        SELECT pg_catalog.string_agg(pg_catalog.quote_ident(g), ', ' ORDER BY g) INTO v_grantees
        FROM pg_catalog.unnest(v_item.grantees) AS g;
        EXECUTE pg_catalog.format('ALTER ROUTINE %s OWNER TO %I', v_item.signature, v_item.owner);
        EXECUTE pg_catalog.format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', v_item.signature);
        EXECUTE pg_catalog.format('GRANT EXECUTE ON ROUTINE %s TO %s', v_item.signature, v_grantees);
    END LOOP;
    FOR v_item IN
        SELECT m.owner, pg_catalog.to_regtype(m.member) AS signature
        FROM hera_internal.member_source() AS m
        WHERE m.kind = 'type'
    LOOP
        EXECUTE pg_catalog.format('ALTER TYPE %s OWNER TO %I', v_item.signature, v_item.owner);
    END LOOP;
    IF NOT v_super THEN
        REVOKE CREATE ON SCHEMA hera, hera_internal FROM hera_api;
    END IF;
END
$tail$;

-- Functions that compare vectors need the operators' schema in their path; where
-- the vector extension lives is known only here.
DO $tail$
DECLARE
    v_schema name;
    v_item record;
    v_role name;
BEGIN
    SELECT n.nspname INTO v_schema
    FROM pg_catalog.pg_extension AS e
    JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = 'vector';
    IF v_schema IS NULL THEN
        RAISE EXCEPTION 'the extension vector is not installed in this database'
            USING ERRCODE = '0A000', HINT = 'CREATE EXTENSION vector;';
    END IF;
    FOREACH v_role IN ARRAY ARRAY['hera_owner', 'hera_api'] LOOP
        IF NOT pg_catalog.has_schema_privilege(v_role, v_schema, 'USAGE') THEN
            EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I', v_schema, v_role);
        END IF;
    END LOOP;
    FOR v_item IN
        SELECT p.oid::pg_catalog.regprocedure AS signature
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname IN ('hera', 'hera_internal')
            AND EXISTS (
                SELECT FROM pg_catalog.unnest(p.proconfig) AS c
                WHERE c LIKE 'search_path=%@vector_schema@%'
            )
    LOOP
        EXECUTE pg_catalog.format('ALTER ROUTINE %s SET search_path = pg_catalog, %I, pg_temp', v_item.signature, v_schema);
    END LOOP;
END
$tail$;

-- Give back the memberships that an installer without superuser rights took in the head.
DO $tail$
DECLARE
    v_role name;
BEGIN
    FOREACH v_role IN ARRAY pg_catalog.string_to_array(
        pg_catalog.current_setting('hera.install_granted'), ' '
    )::name[] LOOP
        EXECUTE pg_catalog.format('REVOKE %I FROM %I', v_role, current_user);
    END LOOP;
END
$tail$;
