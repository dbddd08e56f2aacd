CREATE FUNCTION hera.verify_audit(p_checkpoint jsonb DEFAULT NULL)
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $function$
-- Derives the whole audit trail again, with the rows of documents it stands for: one row a check. With a checkpoint that
-- was kept outside it also finds a trail that was rewritten as a whole or put back to an old state. What no seal has yet
-- is outside the promise. Names no organization. Raises AUTHZ_001.
BEGIN
    IF NOT (hera_internal.is_admin() OR pg_has_role(hera_internal.caller_name()::name, 'hera_auditor', 'MEMBER')) THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.verify_audit');
    END IF;
    RETURN QUERY
    WITH leaf AS MATERIALIZED (SELECT f.kind, f.findings FROM hera_internal.find_changed_leaves() AS f)
    SELECT c.name, c.findings IS NULL, c.findings
    FROM (
        VALUES
        ('sealed leaves and the rows of their documents are as sealed', (SELECT f.findings FROM leaf AS f WHERE f.kind = 'changed')),
        ('nothing was added to what is sealed', (SELECT f.findings FROM leaf AS f WHERE f.kind = 'added')),
        ('every document and line has its leaf', hera_internal.find_unsealed_rows()),
        ('the tree is that of its leaves', hera_internal.find_bad_tree()),
        ('seals are linked', hera_internal.find_bad_seals()),
        ('leaves are numbered as seals go', hera_internal.find_bad_numbering()),
        ('archived months are as they were detached', (SELECT string_agg(f, ', ') FROM hera_internal.find_changed_archives() AS f))
    ) AS c (name, findings);
    RETURN QUERY
    SELECT 'changes of the schema are recorded'::text, w.installed OR NOT w.expected, CASE
        WHEN NOT w.installed THEN 'missing: no event trigger calls hera_internal.note_ddl; a superuser makes it'
    END
    FROM (
        SELECT EXISTS (
            SELECT FROM pg_event_trigger AS e
            WHERE e.evtfoid = 'hera_internal.note_ddl'::regproc AND e.evtevent = 'ddl_command_end' AND e.evtenabled = 'A'
        ) AS installed, EXISTS (
            SELECT FROM hera_internal.audit_leaf AS a
            WHERE a.organization_id = '00000000-0000-0000-0000-000000000000' AND a.event = 'ddl.changed'
        ) AS expected
    ) AS w;
    check_name := 'the trail goes on from the checkpoint';
    detail := CASE
        WHEN p_checkpoint IS NULL THEN 'no checkpoint given: a trail that was rewritten as a whole is not found'
        ELSE hera_internal.find_bad_checkpoint(p_checkpoint)
    END;
    ok := p_checkpoint IS NULL OR detail IS NULL;
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION hera.verify_audit(jsonb) IS 'Checks the audit trail and the rows it stands for; one row a check.';
ALTER FUNCTION hera.verify_audit(jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.verify_audit(jsonb) TO hera_admin, hera_auditor;
