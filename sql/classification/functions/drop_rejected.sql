CREATE FUNCTION hera_internal.drop_rejected(p_model hera_internal.model_score, p_rejected text[])
RETURNS hera_internal.model_score
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a model says without the accounts that a person rejected: the first of the others is its first.
BEGIN
    SELECT array_agg(m.account ORDER BY m.place), array_agg(m.margin ORDER BY m.place)
    INTO p_model.accounts, p_model.margins
    FROM unnest(p_model.accounts, p_model.margins) WITH ORDINALITY AS m (account, margin, place)
    WHERE m.account <> ALL (p_rejected);
    RETURN p_model;
END
$function$;
COMMENT ON FUNCTION hera_internal.drop_rejected(hera_internal.model_score, text[]) IS 'A model''s accounts but those that were rejected.';
