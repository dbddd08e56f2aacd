CREATE TRIGGER audit_tile_truncate
BEFORE TRUNCATE ON hera_internal.audit_tile
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_tile ENABLE ALWAYS TRIGGER audit_tile_truncate;
COMMENT ON TRIGGER audit_tile_truncate ON hera_internal.audit_tile IS 'Refuses TRUNCATE.';
