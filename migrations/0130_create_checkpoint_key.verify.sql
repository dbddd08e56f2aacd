SELECT public_key, since, retired_at, signed_by, signature, reason, registered_by FROM hera_internal.checkpoint_key WHERE false;
