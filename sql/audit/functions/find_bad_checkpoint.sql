CREATE FUNCTION hera_internal.find_bad_checkpoint(p_checkpoint jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why the trail is not one that this checkpoint was taken of, or NULL: its seal must be there, word for word, and the
-- leaves it had must still give its root.
DECLARE
    v_number bigint;
    v_seal record;
BEGIN
    IF p_checkpoint ->> 'seal' ~ '^[0-9]{1,18}$' THEN
        v_number := (p_checkpoint ->> 'seal')::bigint;
    END IF;
    SELECT s.tree_size, s.root INTO v_seal FROM hera_internal.audit_seal AS s WHERE s.number = v_number;
    IF v_seal.root IS NULL THEN
        RETURN format(
            'seal %s is not there, the last one is %s', p_checkpoint ->> 'seal',
            (SELECT max(s.number) FROM hera_internal.audit_seal AS s)
        );
    ELSIF hera_internal.checkpoint(v_number) <> p_checkpoint - 'signature' THEN
        RETURN format('seal %s is another one', v_number);
    ELSIF hera_internal.tree_hash(0, v_seal.tree_size) <> v_seal.root THEN
        RETURN format('the first %s leaves do not give the root of seal %s', v_seal.tree_size, v_number);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_checkpoint(jsonb) IS 'How the audit trail contradicts a checkpoint, or NULL.';
ALTER FUNCTION hera_internal.find_bad_checkpoint(jsonb) OWNER TO hera_owner;
