SELECT kind, relation, name, definition FROM hera_internal.storage_object WHERE false;
