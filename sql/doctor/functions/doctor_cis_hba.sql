CREATE FUNCTION hera_internal.doctor_cis_hba()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Lines of pg_hba.conf that let people in without proof, without SCRAM, or over the network without TLS; unknown until a
-- superuser lets hera_owner read them.
BEGIN
    IF NOT has_table_privilege('pg_hba_file_rules', 'SELECT') OR NOT has_function_privilege('pg_hba_file_rules()', 'EXECUTE') THEN
        RETURN QUERY SELECT '5.x pg_hba.conf', 'unknown', format('%s may not read pg_hba_file_rules', current_user),
            'only superusers may', 'GRANT SELECT ON pg_hba_file_rules TO hera_owner;'
                ' GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO hera_owner;';
        RETURN;
    END IF;
    RETURN QUERY
    SELECT x.item, CASE WHEN count(h.line_number) = 0 THEN 'ok' ELSE x.severity END,
        coalesce(left(string_agg(format('line %s: %s %s %s %s %s', h.line_number, h.type, h.database, h.user_name, h.address,
            h.auth_method), '; ' ORDER BY h.line_number) FILTER (WHERE h.line_number IS NOT NULL), 500), 'no such line'), x.cause, x.command
    FROM (
        VALUES
        ('5.6 trust', 'critical', 'everybody who reaches the server is whoever they say',
            'replace trust by scram-sha-256 in pg_hba.conf; SELECT pg_reload_conf();'),
        ('5.7 md5 and password', 'warning', 'the password can be listened to',
            'replace md5 and password by scram-sha-256 in pg_hba.conf; SELECT pg_reload_conf();'),
        ('5.8 without TLS', 'warning', 'the connection can be listened to',
            'replace host by hostssl in pg_hba.conf; SELECT pg_reload_conf();')
    ) AS x (item, severity, cause, command)
    LEFT JOIN pg_hba_file_rules AS h ON h.error IS NULL AND CASE x.severity || left(x.item, 3)
        WHEN 'critical5.6' THEN h.auth_method = 'trust'
        WHEN 'warning5.7' THEN h.auth_method IN ('md5', 'password')
        ELSE h.type IN ('host', 'hostnossl') AND h.auth_method <> 'reject'
            AND h.address NOT IN ('127.0.0.1', '::1', 'samehost', 'localhost')
    END
    GROUP BY x.item, x.severity, x.cause, x.command
    ORDER BY x.item;
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_cis_hba() IS 'Lines of pg_hba.conf that let people in too easily.';
ALTER FUNCTION hera_internal.doctor_cis_hba() OWNER TO hera_owner;
