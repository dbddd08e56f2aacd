CREATE FUNCTION hera_internal.doctor_cis()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Items of the CIS benchmark for PostgreSQL that can be seen from within; the name of a check begins with the number of the item.
BEGIN
    -- Settings: item, name, values that pass (a pattern), what to set. A setting that cannot be read is unknown.
    RETURN QUERY
    SELECT format('%s %s', c.item, c.name),
        CASE WHEN s.value IS NULL THEN 'unknown' WHEN s.value ~ ('^(' || c.pass || ')$') THEN 'ok' ELSE 'warning' END,
        coalesce(format('%s = %s', c.name, quote_literal(s.value)), c.name || ' may not be read'), c.cause,
        format('ALTER SYSTEM SET %s = %L;%s', c.name, c.wanted, CASE WHEN c.name = 'logging_collector' THEN ' restart' ELSE
            ' SELECT pg_reload_conf();' END)
    FROM (
        VALUES
        ('3.1.2', 'log_destination', '.*(stderr|csvlog|jsonlog|syslog).*', 'stderr', 'the log goes nowhere'),
        ('3.1.12', 'client_min_messages', 'notice|warning|error|log', 'notice', 'clients are told of the inside'),
        ('3.1.14', 'log_min_messages', 'warning|notice|info|log|debug[1-5]', 'warning', 'warnings are not logged'),
        ('3.1.15', 'log_min_error_statement', 'error|warning|notice|info|log|debug[1-5]', 'error', 'failed statements are not logged'),
        ('3.1.16', 'debug_print_parse', 'off', 'off', 'statements with their values are logged'),
        ('3.1.17', 'debug_print_rewritten', 'off', 'off', 'statements with their values are logged'),
        ('3.1.18', 'debug_print_plan', 'off', 'off', 'statements with their values are logged'),
        ('3.1.20', 'log_connections', 'on|all|.*(receipt|authentication|authorization).*', 'on', 'sign-ins are not logged'),
        ('3.1.21', 'log_disconnections', 'on', 'on', 'ends of sessions are not logged'),
        ('3.1.22', 'log_error_verbosity', 'default|verbose', 'default', 'errors are logged without DETAIL'),
        ('3.1.23', 'log_hostname', 'off', 'off', 'each sign-in waits for a name server'),
        ('3.1.24', 'log_line_prefix', '.*%m.*%p.*|.*%p.*%m.*|.*%t.*%p.*', '%m [%p]: [%l-1] db=%d,user=%u,app=%a,client=%h ',
            'lines of the log do not say when and whose'),
        ('3.1.25', 'log_statement', 'ddl|mod|all', 'ddl', 'changes of the schema are not logged'),
        ('3.1.26', 'log_timezone', 'UTC|GMT|Etc/UTC', 'UTC', 'times in the log depend on the season'),
        ('5.12', 'password_encryption', 'scram-sha-256', 'scram-sha-256', 'passwords are kept as MD5'),
        ('6.2', 'session_replication_role', 'origin', 'origin', 'triggers do not fire'),
        ('6.8', 'ssl', 'on', 'on', 'passwords and books cross the network in clear'),
        ('6.9', 'ssl_min_protocol_version', 'TLSv1[.][23]', 'TLSv1.2', 'old protocols are accepted'),
        ('7.1', 'log_replication_commands', 'on', 'on', 'copies of the whole server are not logged'),
        ('7.4', 'archive_mode', 'on|always', 'on', 'there is no recovery to a point in time'),
        ('log', 'log_parameter_max_length', '0', '0', 'parameters, secrets among them, are logged with statements')
    ) AS c (item, name, pass, wanted, cause)
    CROSS JOIN LATERAL (SELECT hera_internal.setting_is(c.name) AS value) AS s;
    RETURN QUERY SELECT * FROM hera_internal.doctor_cis_roles();
    RETURN QUERY SELECT * FROM hera_internal.doctor_cis_hba();
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_cis() IS 'Items of the CIS benchmark that can be seen from within.';
ALTER FUNCTION hera_internal.doctor_cis() OWNER TO hera_owner;
