/** One step of the schema. Steps that were released are never changed; what is new is a further step. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE identity (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type       text NOT NULL,
        attributes jsonb NOT NULL,
        revision   integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX identity_by_type ON identity (type, id);

      -- What correlation looks identities up by; values are folded by the rule that made them.
      CREATE TABLE identity_key (
        type     text NOT NULL,
        name     text NOT NULL,
        value    text NOT NULL,
        identity bigint NOT NULL REFERENCES identity ON DELETE CASCADE,
        PRIMARY KEY (type, name, value, identity)
      );
      CREATE INDEX identity_key_by_identity ON identity_key (identity);

      CREATE TABLE link (
        system       text NOT NULL,
        object_class text NOT NULL,
        uid          text NOT NULL,
        name         text,
        -- Not a foreign key: the link of an identity that is gone tells which object has lost its owner.
        identity     bigint NOT NULL,
        -- Digest of what was last seen of the object, so that an unchanged one costs no write.
        digest       text,
        -- The run that saw it last: what a full run did not see is gone.
        seen_run     bigint,
        linked_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (system, object_class, uid)
      );
      CREATE INDEX link_by_identity ON link (identity);

      CREATE TABLE sync_token (
        job        text PRIMARY KEY,
        token      jsonb NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE run (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        job        text NOT NULL,
        kind       text NOT NULL,
        -- Digest of what the run was configured with: another configuration does not resume it.
        fingerprint text NOT NULL,
        state      text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'stopped')),
        checkpoint jsonb,
        counts     jsonb NOT NULL DEFAULT '{}',
        message    text,
        started_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        ended_at   timestamptz
      );
      CREATE INDEX run_by_job ON run (job, id);

      -- What a person has to know of a run: failures, and actions as far as they are asked for.
      CREATE TABLE run_item (
        run       bigint NOT NULL REFERENCES run ON DELETE CASCADE,
        position  bigint NOT NULL,
        uid       text,
        name      text,
        identity  bigint,
        situation text NOT NULL,
        action    text NOT NULL,
        outcome   text NOT NULL,
        message   text,
        PRIMARY KEY (run, position)
      );

      CREATE TABLE lookup_entry (
        system text NOT NULL,
        lookup text NOT NULL,
        code   text NOT NULL,
        decode text NOT NULL,
        PRIMARY KEY (system, lookup, code)
      );
      CREATE INDEX lookup_entry_by_decode ON lookup_entry (system, lookup, decode);
    `,
  },
  {
    version: 2,
    sql: `
      -- The transaction of the last change. Unlike a time or a sequence it tells which changes may still be uncommitted:
      -- whoever has looked at all below the oldest running transaction has missed none.
      ALTER TABLE identity ADD COLUMN changed_xid xid8 NOT NULL DEFAULT '0';
      ALTER TABLE identity ALTER COLUMN changed_xid SET DEFAULT pg_current_xact_id();
      CREATE INDEX identity_by_change ON identity (type, changed_xid, id);

      CREATE TABLE removed_identity (
        identity    bigint PRIMARY KEY,
        type        text NOT NULL,
        changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id()
      );
      CREATE INDEX removed_identity_by_change ON removed_identity (type, changed_xid, identity);

      -- The revision of the identity that the object agrees with, as far as the maps speak of both.
      ALTER TABLE link ADD COLUMN revision integer;
      -- With all that is asked by: without statistics the primary key would look like the better one, and read all links.
      DROP INDEX link_by_identity;
      CREATE INDEX link_by_identity ON link (identity, system, object_class);

      -- Pushes that left no link of their revision: what failed, and what was left alone.
      CREATE TABLE push (
        system        text NOT NULL,
        object_class  text NOT NULL,
        identity      bigint NOT NULL,
        identity_type text NOT NULL,
        -- 0 for an identity that is gone.
        revision      integer NOT NULL,
        attempts      integer NOT NULL,
        -- Null where only a further change of the identity gives a reason to try again.
        next_try      timestamptz,
        message       text,
        PRIMARY KEY (system, object_class, identity)
      );
      CREATE INDEX push_by_next_try ON push (system, object_class, next_try) WHERE next_try IS NOT NULL;

      -- All changes of transactions before it have been looked at.
      CREATE TABLE push_position (
        system        text NOT NULL,
        object_class  text NOT NULL,
        identity_type text NOT NULL,
        -- A database that was restored elsewhere counts its transactions anew.
        cluster       text NOT NULL,
        xid           xid8 NOT NULL,
        PRIMARY KEY (system, object_class, identity_type)
      );
    `,
  },
];
