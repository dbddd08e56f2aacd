CREATE TABLE hera_internal.incident_response (
    severity text NOT NULL,
    tier smallint NOT NULL,
    acknowledge_minutes integer NOT NULL,
    update_minutes integer NOT NULL,
    resolve_minutes integer NOT NULL,
    CONSTRAINT incident_response_pk PRIMARY KEY (severity, tier),
    CONSTRAINT incident_response_severity_ck CHECK (severity ~ '^sev[1-4]$'),
    CONSTRAINT incident_response_tier_ck CHECK (tier >= 1 AND tier <= 3),
    CONSTRAINT incident_response_minutes_ck
    CHECK (acknowledge_minutes > 0 AND update_minutes > 0 AND resolve_minutes > 0)
);
COMMENT ON TABLE hera_internal.incident_response IS 'How fast an incident of a severity is answered in a service of a tier; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.incident_response.severity IS 'sev1 (all stands still) to sev4 (a blemish).';
COMMENT ON COLUMN hera_internal.incident_response.tier IS 'Tier of the service: 1 the books themselves, 2 what people wait for, 3 the rest.';
COMMENT ON COLUMN hera_internal.incident_response.acknowledge_minutes IS 'Minutes until somebody must have taken it.';
COMMENT ON COLUMN hera_internal.incident_response.update_minutes IS 'Most minutes from one word to the next while it is open.';
COMMENT ON COLUMN hera_internal.incident_response.resolve_minutes IS 'Minutes until it must be resolved.';

CREATE TABLE hera_internal.incident (
    id uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by text NOT NULL,
    title text NOT NULL,
    tier smallint NOT NULL,
    alert text,
    CONSTRAINT incident_pk PRIMARY KEY (id),
    CONSTRAINT incident_title_ck CHECK (length(title) <= 200),
    CONSTRAINT incident_tier_ck CHECK (tier >= 1 AND tier <= 3)
);
CREATE INDEX incident_opened_at_ix ON hera_internal.incident (opened_at);
COMMENT ON TABLE hera_internal.incident IS 'Incidents; what became of one is in its timeline.';
COMMENT ON COLUMN hera_internal.incident.id IS 'Identity.';
COMMENT ON COLUMN hera_internal.incident.opened_at IS 'When it was opened.';
COMMENT ON COLUMN hera_internal.incident.opened_by IS 'Login that opened it.';
COMMENT ON COLUMN hera_internal.incident.title IS 'What is wrong, in a line.';
COMMENT ON COLUMN hera_internal.incident.tier IS 'Tier of the service that is hurt.';
COMMENT ON COLUMN hera_internal.incident.alert IS 'Alert that told of it.';

CREATE TABLE hera_internal.incident_event (
    incident_id uuid NOT NULL,
    id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    kind text NOT NULL,
    severity text,
    note text,
    CONSTRAINT incident_event_pk PRIMARY KEY (incident_id, id),
    CONSTRAINT incident_event_incident_id_fk FOREIGN KEY (incident_id) REFERENCES hera_internal.incident (id),
    CONSTRAINT incident_event_kind_ck
    CHECK (kind IN ('opened', 'acknowledged', 'note', 'severity', 'resolved', 'reopened', 'post_mortem')),
    CONSTRAINT incident_event_severity_ck CHECK ((severity IS NOT NULL) = (kind IN ('opened', 'severity'))),
    CONSTRAINT incident_event_note_ck CHECK (length(note) <= 20000)
);
COMMENT ON TABLE hera_internal.incident_event IS 'The timeline of incidents: rows are only ever added.';
COMMENT ON COLUMN hera_internal.incident_event.incident_id IS 'Incident.';
COMMENT ON COLUMN hera_internal.incident_event.id IS 'Identity, in the order of time.';
COMMENT ON COLUMN hera_internal.incident_event.recorded_at IS 'When it was written down.';
COMMENT ON COLUMN hera_internal.incident_event.recorded_by IS 'Login that did.';
COMMENT ON COLUMN hera_internal.incident_event.kind IS 'opened, acknowledged, note, severity, resolved, reopened or post_mortem.';
COMMENT ON COLUMN hera_internal.incident_event.severity IS 'Severity from here on, where it is set.';
COMMENT ON COLUMN hera_internal.incident_event.note IS 'What was seen, done or learned.';

CREATE TABLE hera_internal.rota (
    name text NOT NULL,
    starts_at timestamptz NOT NULL,
    people text[] NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT rota_pk PRIMARY KEY (name, starts_at),
    CONSTRAINT rota_name_ck CHECK (name ~ '^[a-z][a-z0-9_-]{0,62}$')
);
COMMENT ON TABLE hera_internal.rota IS 'Who is on call by turns of a week, from a hand-off on; the latest row that has begun is in force.';
COMMENT ON COLUMN hera_internal.rota.name IS 'Name of the rota.';
COMMENT ON COLUMN hera_internal.rota.starts_at IS 'First hand-off: a Monday at 10:00 UTC.';
COMMENT ON COLUMN hera_internal.rota.people IS 'People in the order of their weeks.';
COMMENT ON COLUMN hera_internal.rota.changed_at IS 'When it was written.';
COMMENT ON COLUMN hera_internal.rota.changed_by IS 'Login that wrote it.';

CREATE TABLE hera_internal.rota_override (
    name text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    person text NOT NULL,
    reason text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT rota_override_pk PRIMARY KEY (name, changed_at, person),
    CONSTRAINT rota_override_ends_ck CHECK (ends_at > starts_at)
);
COMMENT ON TABLE hera_internal.rota_override IS 'Somebody stands in for a time; where two cover a moment the later written one counts.';
COMMENT ON COLUMN hera_internal.rota_override.name IS 'Rota.';
COMMENT ON COLUMN hera_internal.rota_override.starts_at IS 'From when.';
COMMENT ON COLUMN hera_internal.rota_override.ends_at IS 'Until when, not included.';
COMMENT ON COLUMN hera_internal.rota_override.person IS 'Who stands in.';
COMMENT ON COLUMN hera_internal.rota_override.reason IS 'Why.';
COMMENT ON COLUMN hera_internal.rota_override.changed_at IS 'When it was written.';
COMMENT ON COLUMN hera_internal.rota_override.changed_by IS 'Login that wrote it.';

CREATE TABLE hera_internal.escalation_step (
    name text NOT NULL,
    after_minutes integer NOT NULL,
    person text,
    CONSTRAINT escalation_step_pk PRIMARY KEY (name, after_minutes),
    CONSTRAINT escalation_step_after_ck CHECK (after_minutes > 0)
);
COMMENT ON TABLE hera_internal.escalation_step IS 'Who is called when nobody has taken an incident.';
COMMENT ON COLUMN hera_internal.escalation_step.name IS 'Rota.';
COMMENT ON COLUMN hera_internal.escalation_step.after_minutes IS 'Minutes without acknowledgement after which.';
COMMENT ON COLUMN hera_internal.escalation_step.person IS 'Who is called; NULL for the next of the rota.';
