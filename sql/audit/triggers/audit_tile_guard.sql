CREATE TRIGGER audit_tile_guard
BEFORE UPDATE OR DELETE ON hera_internal.audit_tile
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_tile();
ALTER TABLE hera_internal.audit_tile ENABLE ALWAYS TRIGGER audit_tile_guard;
COMMENT ON TRIGGER audit_tile_guard ON hera_internal.audit_tile IS 'The sealed trail only grows.';
