CREATE TABLE hera.ai_models (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    scope text NOT NULL,
    status text NOT NULL,
    classes text[] NOT NULL,
    bias real[] NOT NULL,
    offsets real[] NOT NULL,
    combiner real[],
    parameters jsonb NOT NULL,
    evidence jsonb NOT NULL DEFAULT '{}',
    trained_rows integer NOT NULL,
    trained_through timestamptz NOT NULL,
    trained_at timestamptz NOT NULL,
    feature_count integer NOT NULL DEFAULT 0,
    activated_at timestamptz,
    retired_at timestamptz,
    predecessor_id uuid,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT ai_models_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT ai_models_version_uq UNIQUE (organization_id, version),
    CONSTRAINT ai_models_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT ai_models_scope_ck CHECK (scope IN ('organization', 'prior')),
    CONSTRAINT ai_models_status_ck CHECK (status IN ('candidate', 'shadow', 'active', 'retired')),
    CONSTRAINT ai_models_classes_ck CHECK (cardinality(classes) BETWEEN 1 AND 2000),
    CONSTRAINT ai_models_bias_ck
    CHECK (cardinality(bias) = cardinality(classes) AND cardinality(offsets) = cardinality(classes)),
    CONSTRAINT ai_models_version_ck CHECK (version > 0)
);
-- At most one speaks and one is in shadow; a request finds both here.
CREATE UNIQUE INDEX ai_models_in_use_uq ON hera.ai_models (organization_id, status)
WHERE status IN ('active', 'shadow');
COMMENT ON TABLE hera.ai_models IS 'Trained models, one row a version: a linear model whose weights are rows of ai_model_features. What was trained never changes, only its status.';
COMMENT ON COLUMN hera.ai_models.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.ai_models.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.ai_models.version IS 'Number within the organization, from 1.';
COMMENT ON COLUMN hera.ai_models.scope IS 'organization: learned from its own decisions; prior: from those of organizations that agreed to share.';
COMMENT ON COLUMN hera.ai_models.status IS 'candidate: stored; shadow: its choice is kept beside the one in force; active: it speaks; retired: it spoke, or never will.';
COMMENT ON COLUMN hera.ai_models.classes IS 'Account codes in the order of the numbers in a weight vector.';
COMMENT ON COLUMN hera.ai_models.bias IS 'Constant of each class''s margin.';
COMMENT ON COLUMN hera.ai_models.offsets IS 'What the combiner adds for each class: how frequent and how reliable it was at training.';
COMMENT ON COLUMN hera.ai_models.combiner IS 'Weights with which memory and model are combined, in the order of combiner_weight; NULL for the shared ones.';
COMMENT ON COLUMN hera.ai_models.parameters IS 'How it was trained and what scoring needs to know.';
COMMENT ON COLUMN hera.ai_models.evidence IS 'What it was measured with, and why it was promoted.';
COMMENT ON COLUMN hera.ai_models.trained_rows IS 'Decisions it was trained on.';
COMMENT ON COLUMN hera.ai_models.trained_through IS 'Time of the last decision it was trained on.';
COMMENT ON COLUMN hera.ai_models.trained_at IS 'When training began to read.';
COMMENT ON COLUMN hera.ai_models.feature_count IS 'Rows of weights.';
COMMENT ON COLUMN hera.ai_models.activated_at IS 'When it was promoted last.';
COMMENT ON COLUMN hera.ai_models.retired_at IS 'When it was retired last.';
COMMENT ON COLUMN hera.ai_models.predecessor_id IS 'Model that spoke before it, which a roll-back returns to.';
COMMENT ON COLUMN hera.ai_models.created_at IS 'Time of the id, to the millisecond.';
COMMENT ON COLUMN hera.ai_models.created_by IS 'Actor who had it trained.';

DO $migration$
DECLARE
    -- The extension pgvector may live in any schema, so its type is named at run time.
    v_schema text := (
        SELECT n.nspname FROM pg_catalog.pg_extension AS e
        INNER JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname = 'vector'
    );
BEGIN
    EXECUTE pg_catalog.format($table$
        CREATE TABLE hera.ai_model_features (
            organization_id uuid NOT NULL,
            model_id uuid NOT NULL,
            feature bigint NOT NULL,
            norm real NOT NULL,
            weights %I.vector NOT NULL,
            CONSTRAINT ai_model_features_pk PRIMARY KEY (organization_id, model_id, feature),
            CONSTRAINT ai_model_features_model_id_fk
            FOREIGN KEY (organization_id, model_id) REFERENCES hera.ai_models (organization_id, id) ON DELETE CASCADE
        )
    $table$, v_schema);
END
$migration$;
-- A vector of more than 500 classes is over 2 kB and would leave its row, which costs a look-up for each feature. Up to
-- 2,000 classes fit into a page.
ALTER TABLE hera.ai_model_features ALTER COLUMN weights SET STORAGE MAIN;
ALTER TABLE hera.ai_model_features SET (toast_tuple_target = 8160);
COMMENT ON TABLE hera.ai_model_features IS 'Weights of models: one row a feature. A row is written once and read by every request that has the feature.';
COMMENT ON COLUMN hera.ai_model_features.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.ai_model_features.model_id IS 'Model.';
COMMENT ON COLUMN hera.ai_model_features.feature IS 'Hash of the feature''s text, so that the table holds no names.';
COMMENT ON COLUMN hera.ai_model_features.norm IS 'What the feature adds to the square of the length of a document''s vector.';
COMMENT ON COLUMN hera.ai_model_features.weights IS 'What the feature adds to each class; the row of a payee or text holds what its words and trigrams add, too.';
