CREATE TABLE hera_internal.storage_object (
    kind text NOT NULL,
    relation text NOT NULL,
    name text NOT NULL,
    definition text NOT NULL,
    CONSTRAINT storage_object_pk PRIMARY KEY (kind, relation, name)
);
COMMENT ON TABLE hera_internal.storage_object IS 'Tables, columns, constraints, indexes, domains, sequences and partitions as migrations made them; hera.verify compares the catalog with it.';
COMMENT ON COLUMN hera_internal.storage_object.kind IS 'table, column, constraint, index, domain, sequence, partition or server.';
COMMENT ON COLUMN hera_internal.storage_object.relation IS 'Table it belongs to; its own name where it belongs to none.';
COMMENT ON COLUMN hera_internal.storage_object.name IS 'Name of the object.';
COMMENT ON COLUMN hera_internal.storage_object.definition IS 'What the catalog said of it when it was made.';
