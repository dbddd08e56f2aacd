CREATE FUNCTION hera.pool_statements()
RETURNS TABLE (pool text, finding text, statement text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is to be run, by a superuser or a role with CREATEROLE, so that the roles of pools are as they must be: there, no
-- superuser, in their group, with their limit and timeouts. No rows when they are. A new role may not log in until somebody
-- gives it a password (hera rotate). HERA itself may not make roles. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.pool_statements');
    RETURN QUERY
    SELECT p.name, 'missing', format('CREATE ROLE %I NOLOGIN', p.role)
    FROM hera_internal.pool AS p
    WHERE NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = p.role)
    UNION ALL
    SELECT p.name, 'has rights that pools have not',
        format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION', p.role)
    FROM hera_internal.pool AS p
    JOIN pg_roles AS r ON r.rolname = p.role
        AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
    UNION ALL
    SELECT p.name, 'another connection limit', format('ALTER ROLE %I CONNECTION LIMIT %s', p.role, p.connection_limit)
    FROM hera_internal.pool AS p
    LEFT JOIN pg_roles AS r ON r.rolname = p.role
    WHERE r.rolconnlimit IS DISTINCT FROM p.connection_limit
    UNION ALL
    SELECT p.name, 'not in its group', format('GRANT %I TO %I', p.member_of, p.role)
    FROM hera_internal.pool AS p
    WHERE NOT EXISTS (
        SELECT FROM pg_auth_members AS m
        JOIN pg_roles AS r ON r.oid = m.member AND r.rolname = p.role
        JOIN pg_roles AS g ON g.oid = m.roleid AND g.rolname = p.member_of
    )
    UNION ALL
    SELECT p.name, 'another ' || s.name, format('ALTER ROLE %I SET %I = %L', p.role, s.name, s.value || 'ms')
    FROM hera_internal.pool AS p
    CROSS JOIN LATERAL (VALUES
        ('statement_timeout', p.statement_timeout), ('lock_timeout', p.lock_timeout),
        ('idle_in_transaction_session_timeout', p.idle_in_transaction_session_timeout)
    ) AS s (name, value)
    WHERE NOT EXISTS (
        SELECT FROM pg_db_role_setting AS d
        JOIN pg_roles AS r ON r.oid = d.setrole AND r.rolname = p.role
        WHERE d.setdatabase = 0 AND format('%s=%sms', s.name, s.value) = ANY (d.setconfig)
    );
END
$function$;
COMMENT ON FUNCTION hera.pool_statements() IS 'What is to be run so that the roles of pools are as they must be.';
ALTER FUNCTION hera.pool_statements() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.pool_statements() TO hera_admin;
