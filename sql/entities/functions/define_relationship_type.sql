CREATE FUNCTION hera.define_relationship_type(
    p_organization_id uuid,
    p_code text,
    p_name text,
    p_acyclic boolean DEFAULT false,
    p_unique_parent boolean DEFAULT false,
    p_from_type text DEFAULT NULL,
    p_to_type text DEFAULT NULL,
    p_description text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that relationships of this type keep these rules. Called again it replaces the definition; a rule can be
-- made stricter only while there are no relationships of the type (ENT_025). Raises ENT_028 for a malformed one. Locks
-- the type.
DECLARE
    v_actor text;
    v_word CONSTANT text := '^[a-z][a-z0-9_]{0,62}$';
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    IF (
        p_code ~ v_word AND length(p_name) BETWEEN 1 AND 200
        AND coalesce(p_from_type ~ v_word, true) AND coalesce(p_to_type ~ v_word, true)
        AND p_acyclic IS NOT NULL AND p_unique_parent IS NOT NULL AND coalesce(length(p_description) <= 1000, true)
    ) IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('ENT_028', 'code');
    END IF;
    INSERT INTO hera_internal.relationship_type (
        organization_id, code, name, acyclic, unique_parent, from_type, to_type, description
    ) VALUES (
        p_organization_id, p_code, p_name, p_acyclic, p_unique_parent, p_from_type, p_to_type, p_description
    )
    ON CONFLICT (organization_id, code) DO UPDATE SET
        name = excluded.name, acyclic = excluded.acyclic, unique_parent = excluded.unique_parent,
        from_type = excluded.from_type, to_type = excluded.to_type, description = excluded.description;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'relationship_type.defined', NULL, v_actor, NULL, jsonb_build_object('code', p_code)
    );
END
$function$;
COMMENT ON FUNCTION hera.define_relationship_type(uuid, text, text, boolean, boolean, text, text, text) IS
'Registers a kind of relationship with its rules, or changes them.';
GRANT EXECUTE ON FUNCTION hera.define_relationship_type(uuid, text, text, boolean, boolean, text, text, text)
TO hera_app;
