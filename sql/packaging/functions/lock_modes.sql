CREATE FUNCTION hera_internal.lock_modes()
RETURNS text[]
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- From the weakest to the strongest; the first three are those of reading and writing rows.
    SELECT '{AccessShareLock,RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}'::text[]
$function$;
COMMENT ON FUNCTION hera_internal.lock_modes() IS 'Modes of table locks, weakest first.';
ALTER FUNCTION hera_internal.lock_modes() OWNER TO hera_owner;
