CREATE TYPE hera_internal.sign_in AS (
    fault text,
    organization_id uuid,
    actor text,
    role text,
    known_organization_id uuid,
    known_actor text,
    locks text,
    credential text,
    expires_at timestamptz,
    fresh boolean
);
COMMENT ON TYPE hera_internal.sign_in IS 'What became of a credential: the code of what is wrong with it, NULL when it opens the organization for the actor with the role; whose it is where that is known although it is refused; what a failure locks out; its name, its end, and whether its use is to be recorded.';
