-- Roles belong to the server, so a second database finds them there. A role of
-- that name that may log in or passes row security would undo every guard.
DO $head$
DECLARE
    v_role name;
    v_granted text := '';
    v_super boolean := (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user);
BEGIN
    IF current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION 'HERA needs PostgreSQL 15 or later' USING ERRCODE = '0A000';
    END IF;
    IF pg_catalog.getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'HERA needs a database with encoding UTF8'
            USING ERRCODE = '0A000', HINT = 'createdb -E UTF8 -T template0';
    END IF;
    FOREACH v_role IN ARRAY ARRAY['hera_owner', 'hera_api', 'hera_app', 'hera_bi', 'hera_admin', 'hera_auditor'] LOOP
        IF EXISTS (
            SELECT FROM pg_catalog.pg_roles AS r
            WHERE r.rolname = v_role
                AND (r.rolcanlogin OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
        ) THEN
            RAISE EXCEPTION 'role % exists and has LOGIN, SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB or REPLICATION', v_role
                USING ERRCODE = '42710', HINT = 'Rename that role or take these attributes from it.';
        END IF;
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = v_role) THEN
            BEGIN
                EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', v_role);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'role % is missing and % may not create it', v_role, current_user
                        USING ERRCODE = '42501',
                            HINT = 'Install as a superuser or as a role with CREATEROLE, or have the six roles made first.';
                WHEN duplicate_object OR unique_violation THEN
                    -- Another database of this server installs at the same moment.
                    NULL;
            END;
        END IF;
        -- Giving objects to these roles takes membership in them, which a superuser does not need.
        IF NOT v_super AND v_role IN ('hera_owner', 'hera_api')
            AND NOT pg_catalog.pg_has_role(current_user, v_role,
                CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'USAGE' END)
        THEN
            BEGIN
                EXECUTE pg_catalog.format('GRANT %I TO %I', v_role, current_user)
                    || CASE WHEN current_setting('server_version_num')::integer >= 160000
                        THEN ' WITH INHERIT TRUE, SET TRUE' ELSE '' END;
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'role % may not act for %', current_user, v_role
                        USING ERRCODE = '42501',
                            HINT = pg_catalog.format('Have an administrator run: GRANT %I TO %I', v_role, current_user);
            END;
            v_granted := v_granted || ' ' || v_role;
        END IF;
    END LOOP;
    -- Without these alerts cannot see what sessions of others do, and say unknown.
    FOREACH v_role IN ARRAY ARRAY['pg_read_all_stats', 'pg_read_all_settings'] LOOP
        IF NOT pg_catalog.pg_has_role('hera_owner', v_role, 'USAGE') THEN
            BEGIN
                EXECUTE pg_catalog.format('GRANT %I TO hera_owner', v_role);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RAISE NOTICE 'role % may not be granted to hera_owner by %', v_role, current_user;
            END;
        END IF;
    END LOOP;
    PERFORM pg_catalog.set_config('hera.install_granted', pg_catalog.btrim(v_granted), true);
END
$head$;

-- The schemas are no members: a dump must carry the tables in them, and
-- DROP EXTENSION must not.
DO $head$
DECLARE
    v_schema name;
    v_owner name;
    v_owner_super boolean;
BEGIN
    FOREACH v_schema IN ARRAY ARRAY['hera', 'hera_internal', 'hera_bi'] LOOP
        SELECT r.rolname, r.rolsuper INTO v_owner, v_owner_super
        FROM pg_catalog.pg_namespace AS n
        JOIN pg_catalog.pg_roles AS r ON r.oid = n.nspowner
        WHERE n.nspname = v_schema;
        IF NOT FOUND THEN
            EXECUTE pg_catalog.format('CREATE SCHEMA %I', v_schema);
            v_owner := current_user;
        ELSIF v_owner NOT IN ('hera_owner', current_user) AND NOT v_owner_super THEN
            RAISE EXCEPTION 'schema % exists and belongs to %', v_schema, v_owner
                USING ERRCODE = '42P06', HINT = 'Rename that schema: its owner could replace what HERA puts there.';
        END IF;
        IF EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'hera'
            WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
                AND d.objid = pg_catalog.to_regnamespace(v_schema::text)
                AND d.deptype = 'e'
        ) THEN
            EXECUTE pg_catalog.format('ALTER EXTENSION hera DROP SCHEMA %I', v_schema);
        END IF;
        IF v_owner <> 'hera_owner' THEN
            EXECUTE pg_catalog.format('ALTER SCHEMA %I OWNER TO hera_owner', v_schema);
        END IF;
        EXECUTE pg_catalog.format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', v_schema);
    END LOOP;
END
$head$;

GRANT USAGE ON SCHEMA hera TO hera_app, hera_bi, hera_admin, hera_auditor, hera_api;
GRANT USAGE ON SCHEMA hera_internal TO hera_app, hera_bi, hera_admin, hera_auditor, hera_api;
GRANT USAGE ON SCHEMA hera_bi TO hera_bi, hera_admin, hera_auditor;

COMMENT ON SCHEMA hera IS 'HERA: the functions applications call and the universal tables.';
COMMENT ON SCHEMA hera_internal IS 'HERA: what the functions of schema hera are made of. No contract.';
COMMENT ON SCHEMA hera_bi IS 'HERA: views for reports and business intelligence tools.';
