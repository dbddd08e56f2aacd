CREATE FUNCTION hera_internal.doctor_security()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Guards, rights, keys, certificate, free space.
BEGIN
    RETURN QUERY SELECT x.name, CASE WHEN x.findings IS NULL THEN 'ok' ELSE 'critical' END, coalesce(x.findings, 'as released'),
        'somebody changed what hera.migrate() made', 'SELECT * FROM hera.migrate();'
    FROM (
        SELECT 'guards', hera_internal.run_check('find_loose_guards', '00000000-0000-0000-0000-000000000000')
        UNION ALL SELECT 'rights', hera_internal.run_check('find_excess_rights', '00000000-0000-0000-0000-000000000000')
    ) AS x (name, findings);
    RETURN QUERY SELECT 'rotation of ' || r.kind || ' ' || r.subject, CASE WHEN r.overdue THEN 'warning' ELSE 'ok' END,
        format('last %s, due %s%s', hera_internal.moment_text(r.rotated_at), hera_internal.moment_text(r.due_at),
            coalesce(', ' || r.draining || ' is still accepted', '')), 'nobody rotated it',
        CASE r.kind
            WHEN 'role' THEN 'hera rotate role ' || r.subject
            WHEN 'token_key' THEN 'hera rotate token-key KID --jwk FILE --issuer ' || r.subject
            WHEN 'checkpoint_key' THEN 'hera rotate checkpoint-key --key-file FILE'
            WHEN 'encryption_key' THEN 'hera rotate encryption-key --key-file NEW --old-key-file OLD'
            ELSE 'hera rotate ' || replace(r.kind, '_', '-')
        END
    FROM hera_internal.rotation_states() AS r;
    RETURN QUERY SELECT y.name, CASE WHEN r.value IS NULL THEN 'unknown' WHEN r.value < y.low THEN 'critical'
            WHEN r.value < y.warn THEN 'warning' ELSE 'ok' END, r.detail, y.cause, y.command
    FROM hera_internal.host_readings() AS r
    INNER JOIN (
        VALUES
        ('certificate_seconds', 'certificate', 604800, 2592000, 'nobody renewed it', 'replace ssl_cert_file; SELECT pg_reload_conf();'),
        ('disk_free_share', 'disk', 0.1, 0.2, 'data or write-ahead log grow: a full disk stops the server',
            'hera doctor locks; SELECT * FROM hera_internal.bloated_table;')
    ) AS y (reading, name, low, warn, cause, command) ON y.reading = r.reading;
    RETURN QUERY SELECT 'failed sign-ins', CASE WHEN r.value IS NULL THEN 'unknown' WHEN r.value > 5 THEN 'warning' ELSE 'ok' END,
        r.detail, 'a forgotten password, or somebody guesses', 'revoke what the user may do: SELECT hera.revoke_access(...);'
    FROM hera_internal.sign_in_reading() AS r;
    RETURN QUERY SELECT 'audit trail', CASE WHEN s.value > extract(epoch FROM hera_internal.audit_seal_limit()) THEN 'critical' ELSE 'ok' END,
        format('the oldest leaf waits for a seal for %s s', s.value), 'hera run does not run, or a transaction holds the horizon',
        'hera jobs run seal_audit'
    FROM hera_internal.audit_samples() AS s WHERE s.metric = 'audit_unsealed_seconds';
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_security() IS 'Guards, rights, keys, certificate and free space.';
ALTER FUNCTION hera_internal.doctor_security() OWNER TO hera_owner;
