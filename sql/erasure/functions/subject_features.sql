CREATE FUNCTION hera_internal.subject_features(p_organization_id uuid, p_documents uuid[], p_names text[])
RETURNS bigint[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Rows of models that stand for a person and nobody else: the payee, the payee with anything else, pairs of words of the
-- name, and its words as far as no other entity has them in its name.
DECLARE
    v_words text[] := ARRAY(
        SELECT DISTINCT w.word
        FROM unnest(p_names) AS n (name)
        CROSS JOIN LATERAL string_to_table(hera_internal.normalize_text(n.name), ' ') AS w (word)
    );
BEGIN
    v_words := ARRAY(
        SELECT w.word FROM unnest(v_words) AS w (word)
        EXCEPT
        SELECT o.word
        FROM hera.core_entities AS e
        CROSS JOIN LATERAL string_to_table(hera_internal.normalize_text(e.name), ' ') AS o (word)
        WHERE e.organization_id = p_organization_id AND e.name <> ALL (p_names)
    );
    RETURN ARRAY(
        SELECT hashtextextended(f.feature, 0)
        FROM unnest(p_documents) AS i (id)
        -- OFFSET 0: each document is read once.
        CROSS JOIN LATERAL (
            SELECT hera_internal.document_base(
                hera_internal.read_stored_document(p_organization_id, i.id, hera_internal.uuid_time(i.id))
            ) AS base
            OFFSET 0
        ) AS d
        CROSS JOIN LATERAL unnest(d.base) AS f (feature)
        WHERE f.feature ~ '^(p|pt|pu|pe|pab):.'
        UNION
        SELECT hashtextextended(f.feature, 0)
        FROM unnest(p_names) AS n (name)
        CROSS JOIN LATERAL (SELECT 'p:' || left(hera_internal.normalize_text(n.name), 200) AS head) AS h
        CROSS JOIN LATERAL unnest(hera_internal.text_block(h.head) || h.head) AS f (feature)
        WHERE f.feature ~ '^(p|b):.' OR f.feature IN (SELECT 'w:p:' || w.word FROM unnest(v_words) AS w (word))
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.subject_features(uuid, uuid[], text[]) IS 'Features of models that stand for one person.';
ALTER FUNCTION hera_internal.subject_features(uuid, uuid[], text[]) OWNER TO hera_owner;
