CREATE TYPE batch_state AS ENUM ('draft', 'queued', 'running', 'done', 'failed', 'stopped', 'undoing', 'undone');

CREATE TYPE buyer AS ENUM ('recipient', 'other', 'unknown');

CREATE TYPE campaign_state AS ENUM ('reading', 'draft', 'queued', 'running', 'done', 'failed', 'stopped', 'discarded');

CREATE TYPE cancel_policy AS ENUM ('keep', 'reissue', 'restore');

CREATE TYPE code_change_state AS ENUM ('running', 'done', 'failed', 'stopped');

CREATE TYPE code_state AS ENUM ('available', 'assigned', 'redeemed', 'expired', 'voided');

CREATE TYPE discount_status AS ENUM ('active', 'scheduled', 'expired', 'deleted');

CREATE TYPE reconciliation_state AS ENUM ('queued', 'running', 'done', 'failed');

CREATE TYPE difference_kind AS ENUM ('missing', 'unknown', 'inactive');

CREATE TYPE difference_repair AS ENUM ('upload', 'import', 'remove', 'pause', 'ignore');

CREATE TYPE key_scope AS ENUM ('read', 'assign', 'release', 'manage');

CREATE TYPE pool_type AS ENUM ('static', 'shared', 'dynamic');

CREATE TYPE reject_reason AS ENUM ('already_in_pool', 'twice_in_file', 'in_another_pool', 'invalid');

CREATE TYPE replacement_state AS ENUM ('pending', 'assigned', 'dropped');

CREATE TYPE resend_policy AS ENUM ('same_while_valid', 'same_for_days', 'always_new');

CREATE TYPE publish_status AS ENUM ('none', 'uploading', 'live', 'refused', 'removed');

-- One number per chunk of codes that joins the queue. A position combines that number with the
-- code's place in the chunk.
CREATE SEQUENCE code_position_seq;

-- Each encryption key encrypts a copy of the secret for keyed hashes.
CREATE TABLE encryption_key (
  id text NOT NULL,
  hash_secret bytea NOT NULL,
  current_since timestamp(3) with time zone NOT NULL,
  CONSTRAINT encryption_key_pkey PRIMARY KEY (id)
);

CREATE TABLE shop (
  id serial NOT NULL,
  domain text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  time_zone text NOT NULL DEFAULT 'UTC',
  currency text NOT NULL DEFAULT 'USD',
  installed_at timestamp(3) with time zone NOT NULL,
  uninstalled_at timestamp(3) with time zone,
  facts_read_at timestamp(3) with time zone,
  access_lost_at timestamp(3) with time zone,
  access_lost_reason text,
  CONSTRAINT shop_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX shop_domain_key ON shop (domain);

CREATE TABLE session (
  id text NOT NULL,
  shop text NOT NULL,
  state text NOT NULL,
  "isOnline" boolean NOT NULL DEFAULT false,
  scope text,
  expires timestamp(3) with time zone,
  "accessToken" text NOT NULL,
  "userId" bigint,
  "firstName" text,
  "lastName" text,
  email text,
  "accountOwner" boolean NOT NULL DEFAULT false,
  locale text,
  collaborator boolean DEFAULT false,
  "emailVerified" boolean DEFAULT false,
  "refreshToken" text,
  "refreshTokenExpires" timestamp(3) with time zone,
  refreshing_until timestamp(3) with time zone,
  CONSTRAINT session_pkey PRIMARY KEY (id)
);

CREATE INDEX session_shop_idx ON session (shop);

CREATE TABLE pool (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  handle text NOT NULL,
  type pool_type NOT NULL,
  active boolean NOT NULL DEFAULT false,
  resend_policy resend_policy NOT NULL DEFAULT 'same_while_valid'::resend_policy,
  resend_days integer,
  fallback_pool_id integer,
  low_stock_threshold integer,
  default_assign_by timestamp(3) with time zone,
  default_use_by timestamp(3) with time zone,
  default_use_within_days integer,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  archived_at timestamp(3) with time zone,
  deleted_at timestamp(3) with time zone,
  discount_id integer,
  pattern jsonb,
  target_stock integer,
  reorder_point integer,
  cancel_policy cancel_policy NOT NULL DEFAULT 'keep'::cancel_policy,
  code_limit integer,
  restock_released boolean NOT NULL DEFAULT false,
  CONSTRAINT pool_pkey PRIMARY KEY (shop_id, id),
  CONSTRAINT pool_code_limit_check CHECK (code_limit > 0),
  CONSTRAINT pool_dynamic CHECK (type <> 'dynamic'::pool_type OR discount_id IS NOT NULL AND pattern IS NOT NULL AND target_stock IS NOT NULL AND reorder_point IS NOT NULL),
  CONSTRAINT pool_resend_days CHECK ((resend_policy = 'same_for_days'::resend_policy) = (resend_days IS NOT NULL))
);

CREATE UNIQUE INDEX pool_handle ON pool (shop_id, handle) WHERE (deleted_at IS NULL);

-- A deleted pool frees its name and its handle.
CREATE UNIQUE INDEX pool_name_key ON pool (shop_id, name_key) WHERE (deleted_at IS NULL);

CREATE INDEX pool_shop_id_discount_id_idx ON pool (shop_id, discount_id);

-- Rewritten by every assignment. The fill factor leaves room for the new version on the same page.
CREATE TABLE pool_stock (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  available bigint NOT NULL DEFAULT 0,
  assigned bigint NOT NULL DEFAULT 0,
  redeemed bigint NOT NULL DEFAULT 0,
  expired bigint NOT NULL DEFAULT 0,
  voided bigint NOT NULL DEFAULT 0,
  claim_cursor bigint NOT NULL DEFAULT 0,
  void_through bigint NOT NULL DEFAULT 0,
  recipients bigint NOT NULL DEFAULT 0,
  uses bigint NOT NULL DEFAULT 0,
  CONSTRAINT pool_stock_pkey PRIMARY KEY (shop_id, pool_id),
  CONSTRAINT pool_stock_not_negative CHECK (available >= 0 AND assigned >= 0 AND redeemed >= 0 AND expired >= 0 AND voided >= 0)
) WITH (fillfactor=40);

CREATE TABLE pool_day (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  day date NOT NULL,
  assigned integer NOT NULL DEFAULT 0,
  source text NOT NULL DEFAULT '',
  released integer NOT NULL DEFAULT 0,
  CONSTRAINT pool_day_pkey PRIMARY KEY (shop_id, pool_id, day, source)
);

CREATE TABLE code (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  id bigserial NOT NULL,
  "position" bigint NOT NULL,
  batch_id integer,
  stored_state code_state NOT NULL,
  use_within_days integer,
  expires_at timestamp(3) with time zone,
  assign_by timestamp(3) with time zone,
  use_by timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  code text NOT NULL,
  code_key text COLLATE "C" NOT NULL,
  message text,
  publish_status publish_status NOT NULL DEFAULT 'none'::publish_status,
  publish_batch_id bigint,
  platform_id bigint,
  refusal text,
  in_store boolean,
  CONSTRAINT code_pkey PRIMARY KEY (shop_id, id)
);

-- The next assign-by date of a pool's available codes, which alerts read every minute.
CREATE INDEX code_assign_by ON code (shop_id, pool_id, assign_by) WHERE ((stored_state = 'available'::code_state) AND (assign_by IS NOT NULL));

-- The queue of available codes.
CREATE INDEX code_available ON code (shop_id, pool_id, "position") WHERE (stored_state = 'available'::code_state);

-- For undoing an import.
CREATE INDEX code_batch ON code (shop_id, batch_id) WHERE (batch_id IS NOT NULL);

-- For the expiry job.
CREATE INDEX code_expiring ON code (shop_id, expires_at, id) WHERE ((expires_at IS NOT NULL) AND (stored_state = ANY (ARRAY['available'::code_state, 'assigned'::code_state])));

-- Counts the codes missing in the store, of which a healthy pool has few, without reading all.
CREATE INDEX code_not_in_store ON code (shop_id, pool_id, id) WHERE ((in_store IS FALSE) AND (stored_state = ANY (ARRAY['available'::code_state, 'assigned'::code_state])));

-- The codes of a publish batch.
CREATE INDEX code_of_publish_batch ON code (shop_id, publish_batch_id) WHERE ((publish_batch_id IS NOT NULL) AND (publish_status = 'uploading'::publish_status));

-- Refused codes, to be replaced or shown.
CREATE INDEX code_refused ON code (shop_id, pool_id, id) WHERE (publish_status = 'refused'::publish_status);

CREATE UNIQUE INDEX code_shop_id_code_key_key ON code (shop_id, code_key);

CREATE INDEX code_shop_id_pool_id_code_key_idx ON code (shop_id, pool_id, code_key);

-- Refused codes that are assigned. Their recipients get new ones.
CREATE INDEX code_to_reissue ON code (shop_id, pool_id, id) WHERE ((publish_status = 'refused'::publish_status) AND (stored_state = 'assigned'::code_state));

-- Codes that still work in the store but no longer should.
CREATE INDEX code_to_remove ON code (shop_id, pool_id, id) WHERE ((publish_status = 'live'::publish_status) AND (stored_state = ANY (ARRAY['expired'::code_state, 'voided'::code_state])));

-- Codes that wait for their upload although they are already assigned. There are few.
CREATE INDEX code_urgent ON code (shop_id, pool_id, "position") WHERE ((publish_status = 'uploading'::publish_status) AND (publish_batch_id IS NULL) AND (stored_state = 'assigned'::code_state));

CREATE INDEX code_waiting ON code (shop_id, pool_id, "position") WHERE ((publish_status = 'uploading'::publish_status) AND (publish_batch_id IS NULL));

CREATE TABLE file_upload (
  shop_id integer NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  byte_size bigint NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT file_upload_pkey PRIMARY KEY (shop_id, id)
);

CREATE INDEX file_upload_shop_id_created_at_idx ON file_upload (shop_id, created_at);

CREATE TABLE file_upload_chunk (
  shop_id integer NOT NULL,
  upload_id uuid NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT file_upload_chunk_pkey PRIMARY KEY (shop_id, upload_id, part)
);

CREATE TABLE batch (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  pool_id integer NOT NULL,
  state batch_state NOT NULL,
  upload_id uuid,
  file_name text NOT NULL,
  byte_size bigint NOT NULL,
  reading jsonb NOT NULL,
  rows_read bigint NOT NULL DEFAULT 0,
  bytes_read bigint NOT NULL DEFAULT 0,
  added integer NOT NULL DEFAULT 0,
  already_here integer NOT NULL DEFAULT 0,
  twice_in_file integer NOT NULL DEFAULT 0,
  elsewhere integer NOT NULL DEFAULT 0,
  invalid integer NOT NULL DEFAULT 0,
  failure text,
  created_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  started_at timestamp(3) with time zone,
  last_progress_at timestamp(3) with time zone,
  undo_from batch_state,
  removed integer NOT NULL DEFAULT 0,
  CONSTRAINT batch_pkey PRIMARY KEY (shop_id, id)
);

-- Unfinished imports, for the sweep that fails stuck ones.
CREATE INDEX batch_at_work ON batch (shop_id, id) WHERE (state = ANY (ARRAY['queued'::batch_state, 'running'::batch_state, 'undoing'::batch_state]));

CREATE INDEX batch_shop_id_pool_id_id_idx ON batch (shop_id, pool_id, id);

CREATE TABLE batch_reject (
  shop_id integer NOT NULL,
  batch_id integer NOT NULL,
  line bigint NOT NULL,
  code text NOT NULL,
  reason reject_reason NOT NULL,
  detail text,
  CONSTRAINT batch_reject_pkey PRIMARY KEY (shop_id, batch_id, line)
);

CREATE TABLE recipient (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  key bytea,
  address bytea,
  blocked_at timestamp(3) with time zone,
  identity_group_id bigint,
  domain_key bytea,
  CONSTRAINT recipient_pkey PRIMARY KEY (shop_id, id),
  -- The domain is stored and erased with the address.
  CONSTRAINT recipient_domain_of_address CHECK ((address IS NULL) = (domain_key IS NULL))
);

-- A shop's blocked recipients, in the order of their list.
CREATE INDEX recipient_blocked ON recipient (shop_id, blocked_at, id) WHERE ((blocked_at IS NOT NULL) AND (address IS NOT NULL));

CREATE INDEX recipient_domain ON recipient (shop_id, domain_key) WHERE (domain_key <> '\x'::bytea);

-- Finds the identities of a person. Few recipients have more than one.
CREATE INDEX recipient_person ON recipient (shop_id, identity_group_id) WHERE (identity_group_id IS NOT NULL);

CREATE UNIQUE INDEX recipient_shop_id_key_key ON recipient (shop_id, key);

CREATE TABLE assignment (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  pool_id integer NOT NULL,
  code_id bigint NOT NULL,
  recipient_id bigint NOT NULL,
  assigned_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone,
  released_at timestamp(3) with time zone,
  requested_pool_id integer,
  shared boolean NOT NULL DEFAULT false,
  source text NOT NULL,
  replaces_id bigint,
  unsent_since timestamp(3) with time zone,
  CONSTRAINT assignment_pkey PRIMARY KEY (shop_id, id)
);

-- A unique code belongs to one recipient at a time. The database itself rejects a second one.
CREATE UNIQUE INDEX assignment_holder ON assignment (shop_id, code_id) WHERE ((released_at IS NULL) AND (NOT shared));

-- The other assignments of a code: released ones and those of shared codes.
CREATE INDEX assignment_past ON assignment (shop_id, code_id, id) WHERE ((released_at IS NOT NULL) OR shared);

-- Finds the assignment that replaced another one.
CREATE INDEX assignment_replaces ON assignment (shop_id, replaces_id) WHERE (replaces_id IS NOT NULL);

-- Assignments from a fallback, by the pool that the request was for. Partial, because nearly all
-- assignments come from the requested pool.
CREATE INDEX assignment_requested_pool ON assignment (shop_id, requested_pool_id, id) WHERE (requested_pool_id IS NOT NULL);

CREATE INDEX assignment_shop_id_pool_id_id_idx ON assignment (shop_id, pool_id, id);

CREATE INDEX assignment_shop_id_recipient_id_pool_id_idx ON assignment (shop_id, recipient_id, pool_id);

CREATE INDEX assignment_unsent ON assignment (shop_id, id) WHERE (unsent_since IS NOT NULL);

CREATE TABLE idempotency_record (
  shop_id integer NOT NULL,
  request_key text NOT NULL,
  assignment_id bigint NOT NULL,
  fingerprint bytea NOT NULL,
  CONSTRAINT idempotency_record_pkey PRIMARY KEY (shop_id, request_key)
);

CREATE INDEX idempotency_record_shop_id_assignment_id_idx ON idempotency_record (shop_id, assignment_id);

CREATE TABLE campaign (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  pool_id integer NOT NULL,
  source text NOT NULL,
  state campaign_state NOT NULL,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  assigned integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  failure text,
  created_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  name text NOT NULL,
  upload_id uuid,
  file_name text NOT NULL,
  byte_size bigint NOT NULL,
  reading jsonb,
  version integer NOT NULL DEFAULT 1,
  rows_read bigint NOT NULL DEFAULT 0,
  bytes_read bigint NOT NULL DEFAULT 0,
  invalid integer NOT NULL DEFAULT 0,
  people integer,
  holding integer,
  read_at timestamp(3) with time zone,
  reused integer NOT NULL DEFAULT 0,
  retriable integer NOT NULL DEFAULT 0,
  retry boolean NOT NULL DEFAULT false,
  pace_from timestamp(3) with time zone,
  pace_done integer NOT NULL DEFAULT 0,
  codes integer,
  last_progress_at timestamp(3) with time zone,
  columns jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT campaign_pkey PRIMARY KEY (shop_id, id)
);

CREATE INDEX campaign_at_work ON campaign (shop_id, id) WHERE (state = ANY (ARRAY['reading'::campaign_state, 'queued'::campaign_state, 'running'::campaign_state]));

CREATE INDEX campaign_shop_id_pool_id_id_idx ON campaign (shop_id, pool_id, id);

-- Running campaigns of a pool, because alerts check every minute how many codes they still need.
CREATE INDEX campaign_under_way ON campaign (shop_id, pool_id) WHERE (state = ANY (ARRAY['queued'::campaign_state, 'running'::campaign_state]));

CREATE TABLE alert (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  kind text NOT NULL,
  raised_at timestamp(3) with time zone,
  mailed_on date,
  mail_pending boolean NOT NULL DEFAULT false,
  CONSTRAINT alert_pkey PRIMARY KEY (shop_id, pool_id, kind)
);

CREATE TABLE alert_recipient (
  shop_id integer NOT NULL,
  email text NOT NULL,
  CONSTRAINT alert_recipient_pkey PRIMARY KEY (shop_id, email)
);

CREATE TABLE audit_entry (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  pool_id integer,
  detail jsonb NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (shop_id, id)
);

-- The audit entries of a code.
CREATE INDEX audit_entry_code ON audit_entry (shop_id, ((detail ->> 'code')), id) WHERE (detail ? 'code');

-- The audit entries of a person.
CREATE INDEX audit_entry_shop_id_actor_id_idx ON audit_entry (shop_id, actor, id);

CREATE INDEX audit_entry_shop_id_pool_id_id_idx ON audit_entry (shop_id, pool_id, id);

CREATE TABLE webhook_receipt (
  shop_domain text NOT NULL,
  topic text NOT NULL,
  event_id text NOT NULL,
  received_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT webhook_receipt_pkey PRIMARY KEY (shop_domain, topic, event_id)
);

-- Finds old receipts to delete.
CREATE INDEX webhook_receipt_received_at_idx ON webhook_receipt (received_at);

CREATE TABLE api_key (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  name text NOT NULL,
  scopes key_scope[],
  pools integer[],
  requests_per_minute integer NOT NULL,
  hash bytea NOT NULL,
  previous_hash bytea,
  previous_expires_at timestamp(3) with time zone,
  created_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  CONSTRAINT api_key_pkey PRIMARY KEY (shop_id, id)
);

-- The audit log identifies an API key by name, so active keys need distinct names.
CREATE UNIQUE INDEX api_key_name ON api_key (shop_id, lower(name)) WHERE (revoked_at IS NULL);

-- Rewritten constantly. The fill factor leaves room for the new version on the same page.
CREATE UNLOGGED TABLE api_key_minute (
  shop_id integer NOT NULL,
  key_id integer NOT NULL,
  minute integer NOT NULL,
  requests integer NOT NULL,
  CONSTRAINT api_key_minute_pkey PRIMARY KEY (shop_id, key_id)
) WITH (fillfactor=40);

CREATE TABLE api_request (
  shop_id integer NOT NULL,
  request_key text NOT NULL,
  fingerprint bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT api_request_pkey PRIMARY KEY (shop_id, request_key)
);

CREATE TABLE discount (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  platform_id text NOT NULL,
  title text NOT NULL,
  status discount_status NOT NULL,
  terms jsonb,
  summary text NOT NULL DEFAULT '',
  starts_at timestamp(3) with time zone,
  ends_at timestamp(3) with time zone,
  read_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT discount_pkey PRIMARY KEY (shop_id, id)
);

CREATE UNIQUE INDEX discount_shop_id_platform_id_key ON discount (shop_id, platform_id);

-- Rewritten constantly. The fill factor leaves room for the new version on the same page.
CREATE TABLE pool_supply (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  uploading bigint NOT NULL DEFAULT 0,
  live bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  removed bigint NOT NULL DEFAULT 0,
  replaced bigint NOT NULL DEFAULT 0,
  failure text,
  failed_at timestamp(3) with time zone,
  failing text,
  CONSTRAINT pool_supply_pkey PRIMARY KEY (shop_id, pool_id),
  CONSTRAINT pool_supply_not_negative CHECK (uploading >= 0 AND live >= 0 AND refused >= 0 AND removed >= 0)
) WITH (fillfactor=40);

CREATE TABLE publish_batch (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  pool_id integer NOT NULL,
  discount_id integer NOT NULL,
  codes integer NOT NULL,
  addition_id text,
  urgent boolean NOT NULL DEFAULT false,
  created_at timestamp(3) with time zone NOT NULL,
  sent_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  CONSTRAINT publish_batch_pkey PRIMARY KEY (shop_id, id)
);

-- Unfinished batches.
CREATE INDEX publish_batch_open ON publish_batch (shop_id, pool_id, id) WHERE (finished_at IS NULL);

CREATE TABLE deletion_backlog (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  publish_batch_id bigint NOT NULL,
  platform_id bigint,
  code text NOT NULL,
  code_key text NOT NULL,
  CONSTRAINT deletion_backlog_pkey PRIMARY KEY (shop_id, id)
);

CREATE INDEX deletion_backlog_shop_id_code_key_idx ON deletion_backlog (shop_id, code_key);

CREATE TABLE reconciliation (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  state reconciliation_state NOT NULL,
  discount_id integer NOT NULL DEFAULT 0,
  cursor text,
  read integer NOT NULL DEFAULT 0,
  missing integer NOT NULL DEFAULT 0,
  unknown integer NOT NULL DEFAULT 0,
  inactive integer NOT NULL DEFAULT 0,
  failure text,
  created_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  began_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  looked_up integer NOT NULL DEFAULT 0,
  not_in_store integer NOT NULL DEFAULT 0,
  unanswered_since timestamp(3) with time zone,
  next_try_at timestamp(3) with time zone,
  CONSTRAINT reconciliation_pkey PRIMARY KEY (shop_id, id)
);

-- One reconciliation at a time per shop.
CREATE UNIQUE INDEX reconciliation_open ON reconciliation (shop_id) WHERE (state = ANY (ARRAY['queued'::reconciliation_state, 'running'::reconciliation_state]));

CREATE TABLE reconciliation_seen (
  shop_id integer NOT NULL,
  check_id integer NOT NULL,
  platform_id bigint NOT NULL,
  code text NOT NULL,
  code_key text NOT NULL,
  CONSTRAINT reconciliation_seen_pkey PRIMARY KEY (shop_id, check_id, platform_id)
);

CREATE TABLE reconciliation_difference (
  shop_id integer NOT NULL,
  check_id integer NOT NULL,
  id bigserial NOT NULL,
  kind difference_kind NOT NULL,
  discount_id integer NOT NULL,
  pool_id integer,
  code_id bigint,
  code text,
  platform_id bigint,
  repair difference_repair,
  repaired_at timestamp(3) with time zone,
  CONSTRAINT reconciliation_difference_pkey PRIMARY KEY (shop_id, check_id, id)
);

CREATE INDEX reconciliation_difference_shop_id_check_id_kind_id_idx ON reconciliation_difference (shop_id, check_id, kind, id);

CREATE TABLE shop_order (
  shop_id integer NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  ordered_at timestamp(3) with time zone NOT NULL,
  cancelled_at timestamp(3) with time zone,
  fully_refunded boolean NOT NULL,
  test boolean NOT NULL,
  currency text NOT NULL,
  total numeric(20,4) NOT NULL,
  refunded numeric(20,4) NOT NULL,
  codes jsonb NOT NULL,
  email_key bytea,
  customer_key bytea,
  settled boolean NOT NULL DEFAULT false,
  counted jsonb NOT NULL DEFAULT '[]'::jsonb,
  buyer_erased boolean NOT NULL DEFAULT false,
  set_aside_until timestamp(3) with time zone,
  customer_email_key bytea,
  alias_keys bytea[] NOT NULL DEFAULT '{}'::bytea[],
  CONSTRAINT shop_order_pkey PRIMARY KEY (shop_id, id)
);

CREATE INDEX shop_order_customer ON shop_order (shop_id, customer_key) WHERE (customer_key IS NOT NULL);

-- Finds the orders of a buyer who is erased.
CREATE INDEX shop_order_email ON shop_order (shop_id, email_key) WHERE (email_key IS NOT NULL);

-- Orders that the ledger hasn't processed.
CREATE INDEX shop_order_unsettled ON shop_order (shop_id, id) WHERE (NOT settled);

CREATE TABLE redemption (
  shop_id integer NOT NULL,
  order_id text NOT NULL,
  code_id bigint NOT NULL,
  pool_id integer NOT NULL,
  assignment_id bigint,
  amount numeric(20,4) NOT NULL,
  buyer buyer NOT NULL,
  code_was code_state NOT NULL,
  removed boolean NOT NULL DEFAULT false,
  reversal cancel_policy,
  CONSTRAINT redemption_pkey PRIMARY KEY (shop_id, order_id, code_id)
);

-- Finds the order that used an assignment's code.
CREATE INDEX redemption_assignment ON redemption (shop_id, assignment_id) WHERE (assignment_id IS NOT NULL);

CREATE INDEX redemption_shop_id_code_id_idx ON redemption (shop_id, code_id);

-- Redemptions by someone other than the recipient, or of codes never assigned. There are few.
CREATE INDEX redemption_unexpected ON redemption (shop_id, pool_id) WHERE ((NOT removed) AND ((buyer = 'other'::buyer) OR (assignment_id IS NULL)));

CREATE TABLE replacement (
  shop_id integer NOT NULL,
  assignment_id bigint NOT NULL,
  pool_id integer NOT NULL,
  order_id text NOT NULL,
  state replacement_state NOT NULL DEFAULT 'pending'::replacement_state,
  instead_of_restore boolean NOT NULL,
  pending_since timestamp(3) with time zone NOT NULL,
  assigned_at timestamp(3) with time zone,
  new_assignment_id bigint,
  refusal text,
  CONSTRAINT replacement_pkey PRIMARY KEY (shop_id, assignment_id)
);

-- Finds the replacement that an assignment fulfilled.
CREATE INDEX replacement_new ON replacement (shop_id, new_assignment_id) WHERE (new_assignment_id IS NOT NULL);

-- Replacements that wait for stock.
CREATE INDEX replacement_pending ON replacement (shop_id, pool_id, pending_since, assignment_id) WHERE (state = 'pending'::replacement_state);

CREATE TABLE order_day (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  day date NOT NULL,
  source text NOT NULL,
  currency text NOT NULL,
  redeemed integer NOT NULL,
  leaked integer NOT NULL,
  orders integer NOT NULL,
  discount numeric(20,4) NOT NULL,
  order_value numeric(20,4) NOT NULL,
  CONSTRAINT order_day_pkey PRIMARY KEY (shop_id, pool_id, day, source, currency)
);

CREATE TABLE order_watermark (
  shop_id integer NOT NULL,
  until timestamp(3) with time zone NOT NULL,
  CONSTRAINT order_watermark_pkey PRIMARY KEY (shop_id)
);

-- No foreign key, because a million recipients are inserted with COPY. The fill factor leaves room
-- on each page: every row is written twice, first from the list and then with its result, and an
-- update on the same page touches no index.
CREATE TABLE campaign_recipient (
  shop_id integer NOT NULL,
  campaign_id integer NOT NULL,
  line integer NOT NULL,
  reused boolean NOT NULL DEFAULT false,
  assignment_id bigint,
  refusal text,
  key bytea,
  address bytea,
  fields bytea,
  CONSTRAINT campaign_recipient_pkey PRIMARY KEY (shop_id, campaign_id, line)
) WITH (fillfactor=65);

-- Rejected recipients, to be shown and retried.
CREATE INDEX campaign_recipient_refused ON campaign_recipient (shop_id, campaign_id, line) WHERE (refusal IS NOT NULL);

CREATE TABLE daily_total (
  shop_id integer NOT NULL,
  day date NOT NULL,
  source text NOT NULL,
  slot integer NOT NULL,
  assigned integer NOT NULL DEFAULT 0,
  released integer NOT NULL DEFAULT 0,
  CONSTRAINT daily_total_pkey PRIMARY KEY (shop_id, day, source, slot)
);

CREATE TABLE ignored_difference (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  kind difference_kind NOT NULL,
  discount_id integer NOT NULL,
  subject text NOT NULL,
  pool_id integer,
  code text,
  left_by text NOT NULL,
  left_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT ignored_difference_pkey PRIMARY KEY (shop_id, id)
);

CREATE UNIQUE INDEX ignored_difference_shop_id_discount_id_kind_subject_key ON ignored_difference (shop_id, discount_id, kind, subject);

-- New customers with no known identity. A job checks once more and then deletes them.
CREATE TABLE customer_link (
  shop_id integer NOT NULL,
  customer bytea NOT NULL,
  address bytea NOT NULL,
  due_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customer_link_pkey PRIMARY KEY (shop_id, customer)
);

CREATE INDEX customer_link_due ON customer_link (shop_id, due_at);

-- Campaign names that API clients assign codes under. Every name adds rows to the statistics for
-- each day it is used, so their number per store is limited.
CREATE TABLE campaign_source (
  shop_id integer NOT NULL,
  name text NOT NULL,
  CONSTRAINT campaign_source_pkey PRIMARY KEY (shop_id, name)
);

CREATE TABLE store_check (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  looked_up integer NOT NULL,
  working integer NOT NULL,
  ended integer NOT NULL,
  every_code boolean NOT NULL DEFAULT false,
  discount_id integer,
  checked_at timestamp(3) with time zone NOT NULL,
  cursor text NOT NULL DEFAULT '',
  walked_at timestamp(3) with time zone,
  CONSTRAINT store_check_pkey PRIMARY KEY (shop_id, pool_id)
);

-- Assigned codes up to a position keep the discount that the pool had at that time.
CREATE TABLE pool_past_discount (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  through bigint NOT NULL,
  discount_id integer NOT NULL,
  CONSTRAINT pool_past_discount_pkey PRIMARY KEY (shop_id, pool_id, through)
);

CREATE TABLE erased_identity (
  shop_id integer NOT NULL,
  key bytea NOT NULL,
  erased_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT erased_identity_pkey PRIMARY KEY (shop_id, key)
);

CREATE TABLE code_change (
  shop_id integer NOT NULL,
  id serial NOT NULL,
  pool_id integer NOT NULL,
  state code_change_state NOT NULL,
  edit jsonb,
  search text NOT NULL DEFAULT '',
  "position" bigint NOT NULL DEFAULT 0,
  through bigint NOT NULL,
  changed integer NOT NULL DEFAULT 0,
  failure text,
  created_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  last_progress_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  CONSTRAINT code_change_pkey PRIMARY KEY (shop_id, id)
);

-- One bulk change at a time per pool.
CREATE UNIQUE INDEX code_change_running ON code_change (shop_id, pool_id) WHERE (state = 'running'::code_change_state);

CREATE INDEX code_change_shop_id_pool_id_id_idx ON code_change (shop_id, pool_id, id);

-- Merged customers, kept as long as webhooks about them may be late.
CREATE TABLE customer_merge (
  shop_id integer NOT NULL,
  deleted bytea NOT NULL,
  kept bytea NOT NULL,
  merged_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customer_merge_pkey PRIMARY KEY (shop_id, deleted, kept)
);

CREATE INDEX customer_merge_kept ON customer_merge (shop_id, kept);

ALTER TABLE pool ADD CONSTRAINT pool_shop_id_discount_id_fkey
  FOREIGN KEY (shop_id, discount_id) REFERENCES discount(shop_id, id);

ALTER TABLE pool ADD CONSTRAINT pool_shop_id_fkey
  FOREIGN KEY (shop_id) REFERENCES shop(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE pool_stock ADD CONSTRAINT pool_stock_shop_id_pool_id_fkey
  FOREIGN KEY (shop_id, pool_id) REFERENCES pool(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE file_upload_chunk ADD CONSTRAINT file_upload_chunk_shop_id_upload_id_fkey
  FOREIGN KEY (shop_id, upload_id) REFERENCES file_upload(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE batch ADD CONSTRAINT batch_shop_id_pool_id_fkey
  FOREIGN KEY (shop_id, pool_id) REFERENCES pool(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE batch_reject ADD CONSTRAINT batch_reject_shop_id_batch_id_fkey
  FOREIGN KEY (shop_id, batch_id) REFERENCES batch(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE api_key ADD CONSTRAINT api_key_shop_id_fkey
  FOREIGN KEY (shop_id) REFERENCES shop(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE api_key_minute ADD CONSTRAINT api_key_minute_shop_id_key_id_fkey
  FOREIGN KEY (shop_id, key_id) REFERENCES api_key(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE api_request ADD CONSTRAINT api_request_shop_id_fkey
  FOREIGN KEY (shop_id) REFERENCES shop(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE pool_supply ADD CONSTRAINT pool_supply_shop_id_pool_id_fkey
  FOREIGN KEY (shop_id, pool_id) REFERENCES pool(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE reconciliation_seen ADD CONSTRAINT reconciliation_seen_shop_id_check_id_fkey
  FOREIGN KEY (shop_id, check_id) REFERENCES reconciliation(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE reconciliation_difference ADD CONSTRAINT reconciliation_difference_shop_id_check_id_fkey
  FOREIGN KEY (shop_id, check_id) REFERENCES reconciliation(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE campaign_source ADD CONSTRAINT campaign_source_shop_id_fkey
  FOREIGN KEY (shop_id) REFERENCES shop(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE store_check ADD CONSTRAINT store_check_shop_id_pool_id_fkey
  FOREIGN KEY (shop_id, pool_id) REFERENCES pool(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE pool_past_discount ADD CONSTRAINT pool_past_discount_shop_id_pool_id_fkey
  FOREIGN KEY (shop_id, pool_id) REFERENCES pool(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE code_change ADD CONSTRAINT code_change_pool_fkey
  FOREIGN KEY (shop_id, pool_id) REFERENCES pool(shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

-- A view of a single table is updatable: rows can be locked, updated and deleted through it.
CREATE VIEW current_code AS
 SELECT shop_id,
    pool_id,
    id,
    "position",
    batch_id,
    stored_state,
    use_within_days,
    expires_at,
    assign_by,
    use_by,
    created_at,
    code,
    code_key,
    message,
    publish_status,
    publish_batch_id,
    platform_id,
    refusal,
    in_store,
        CASE
            WHEN ((stored_state = 'available'::code_state) AND ("position" <= ( SELECT stock.void_through
               FROM pool_stock stock
              WHERE ((stock.shop_id = code.shop_id) AND (stock.pool_id = code.pool_id))))) THEN 'voided'::code_state
            ELSE stored_state
        END AS state
   FROM code;

-- Assignments that were imported with codes. Imports insert through this view.
CREATE VIEW imported_assignment AS
 SELECT shop_id,
    pool_id,
    code_id,
    recipient_id,
    assigned_at,
    expires_at,
    source
   FROM assignment
  WHERE source = 'import'
  WITH CHECK OPTION;

ALTER VIEW imported_assignment ALTER COLUMN source SET DEFAULT 'import';

-- No statistics of stores. After an ANALYZE that saw all stores, PostgreSQL takes a newer store for
-- one without rows, and joins its thousands of rows by comparing each with each. Without statistics
-- it expects the same share of a table for every store.
ALTER TABLE api_key_minute ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE pool ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE pool_stock ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE pool_day ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE code ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE file_upload ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE file_upload_chunk ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE batch ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE batch_reject ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE recipient ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE assignment ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE idempotency_record ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE campaign ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE alert ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE alert_recipient ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE audit_entry ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE api_key ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE api_request ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE discount ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE pool_supply ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE publish_batch ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE deletion_backlog ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE reconciliation ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE reconciliation_seen ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE reconciliation_difference ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE shop_order ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE redemption ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE replacement ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE order_day ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE order_watermark ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE campaign_recipient ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE daily_total ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE ignored_difference ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE customer_link ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE campaign_source ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE store_check ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE pool_past_discount ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE erased_identity ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE code_change ALTER COLUMN shop_id SET STATISTICS 0;
ALTER TABLE customer_merge ALTER COLUMN shop_id SET STATISTICS 0;

-- What other features may read of a table: views of the same name, with the columns that they need.
CREATE SCHEMA readable;

CREATE VIEW readable.shop AS SELECT
  id, domain, name, email, time_zone, currency, uninstalled_at
  FROM shop;

CREATE VIEW readable.discount AS SELECT
  shop_id, id, platform_id, title, status, terms, starts_at, ends_at
  FROM discount;

CREATE VIEW readable.pool AS SELECT
  shop_id, id, name, name_key, handle, type, active, resend_policy, resend_days, fallback_pool_id,
  low_stock_threshold, default_assign_by, default_use_by, default_use_within_days, created_at,
  archived_at, deleted_at, discount_id, pattern, target_stock, reorder_point, cancel_policy,
  code_limit, restock_released
  FROM pool;

CREATE VIEW readable.pool_stock AS SELECT
  shop_id, pool_id, available, assigned, redeemed, expired, voided, claim_cursor, void_through,
  recipients, uses
  FROM pool_stock;

CREATE VIEW readable.pool_supply AS SELECT
  shop_id, pool_id, uploading, live, refused, removed, replaced, failure, failed_at, failing
  FROM pool_supply;

CREATE VIEW readable.pool_day AS SELECT shop_id, pool_id, day, assigned, source FROM pool_day;

CREATE VIEW readable.recipient AS SELECT
  shop_id, id, key, address, blocked_at, identity_group_id, domain_key
  FROM recipient;

CREATE VIEW readable.code AS SELECT
  shop_id, pool_id, id, "position", stored_state, use_within_days, expires_at, assign_by, use_by,
  created_at, code, code_key, publish_status, publish_batch_id, platform_id, refusal, in_store
  FROM code;

CREATE VIEW readable.batch AS SELECT shop_id, id, pool_id, file_name, created_by, created_at FROM batch;

CREATE VIEW readable.deletion_backlog AS SELECT
  shop_id, id, publish_batch_id, platform_id, code, code_key
  FROM deletion_backlog;

CREATE VIEW readable.publish_batch AS SELECT
  shop_id, id, pool_id, discount_id, codes, created_at, sent_at, finished_at
  FROM publish_batch;

CREATE VIEW readable.assignment AS SELECT
  shop_id, id, pool_id, code_id, recipient_id, assigned_at, expires_at, released_at,
  requested_pool_id, shared, source, replaces_id
  FROM assignment;

CREATE VIEW readable.campaign AS SELECT
  shop_id, id, pool_id, name, columns, state, people, holding, total, done, assigned, reused, retry,
  retriable
  FROM campaign;

CREATE VIEW readable.campaign_recipient AS SELECT shop_id, key FROM campaign_recipient;

CREATE VIEW readable.shop_order AS SELECT
  shop_id, id, name, updated_at, ordered_at, cancelled_at, fully_refunded, test, currency,
  refunded, codes, counted
  FROM shop_order;

CREATE VIEW readable.redemption AS SELECT
  shop_id, order_id, code_id, pool_id, assignment_id, amount, buyer, removed, reversal
  FROM redemption;

CREATE VIEW readable.replacement AS SELECT
  shop_id, assignment_id, pool_id, order_id, state, pending_since, new_assignment_id, refusal
  FROM replacement;

CREATE VIEW readable.order_day AS SELECT
  shop_id, pool_id, day, source, currency, redeemed, leaked, orders, discount, order_value
  FROM order_day;

CREATE VIEW readable.audit_entry AS SELECT
  shop_id, id, at, actor, action, pool_id, detail
  FROM audit_entry;

CREATE VIEW readable.session AS SELECT id FROM session;

CREATE VIEW readable.encryption_key AS SELECT id FROM encryption_key;

CREATE VIEW readable.file_upload AS SELECT shop_id, created_at FROM file_upload;
