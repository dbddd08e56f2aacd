CREATE FUNCTION hera_internal.record_rotation(p_kind text, p_subject text, p_event text, p_active text, p_draining text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps what is in force now, and writes a leaf. Only rotated moves the day from which the next is due.
DECLARE
    v_by constant text := hera_internal.caller_name();
BEGIN
    INSERT INTO hera_internal.rotation AS r (kind, subject, rotated_at, rotated_by, active, draining)
    VALUES (p_kind, p_subject, clock_timestamp(), v_by, p_active, p_draining)
    ON CONFLICT (kind, subject) DO UPDATE
    SET rotated_at = CASE WHEN p_event = 'rotated' THEN excluded.rotated_at ELSE r.rotated_at END,
        rotated_by = CASE WHEN p_event = 'rotated' THEN excluded.rotated_by ELSE r.rotated_by END,
        active = excluded.active, draining = excluded.draining;
    PERFORM hera_internal.write_platform_leaf(p_kind || '.' || p_event, NULL, jsonb_build_object(
        'subject', p_subject, 'active', p_active, 'draining', p_draining
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.record_rotation(text, text, text, text, text) IS 'Keeps a rotation and writes it into the audit trail.';
ALTER FUNCTION hera_internal.record_rotation(text, text, text, text, text) OWNER TO hera_owner;
