CREATE FUNCTION hera_internal.mark_guesses()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tells guesses of the organization that there may be something to look for, or, with a negative argument of the trigger,
-- that there is not. Only the bit of a model in shadow is taken back: at most one model is there, so who puts one there waits
-- for whoever takes one away.
DECLARE
    v_bit CONSTANT integer := tg_argv[0]::integer;
BEGIN
    UPDATE hera.core_organizations AS o
    SET guess_marks = CASE WHEN v_bit > 0 THEN o.guess_marks | v_bit ELSE o.guess_marks & ~ (- v_bit) END
    WHERE o.organization_id = new.organization_id AND (o.guess_marks & abs(v_bit) = 0) = (v_bit > 0);
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.mark_guesses() IS 'Marks what guesses of an organization have to look for.';
