-- Work that takes longer than a request. Payloads name things and never hold what was said: an
-- erasure has nothing to look for here.
create table job (
    id         varchar(36)  primary key,
    kind       varchar(40)  not null,
    lane       varchar(20)  not null, -- high, standard, background
    state      varchar(20)  not null, -- queued, running, retrying, done, failed, review, cancelled
    payload    varchar(500) not null,
    attempt    integer      not null, -- counts claims; whoever ends a job names the attempt it made
    progress   integer      not null, -- percent
    error      varchar(500) not null, -- '' while nothing failed; never spoken words
    not_before timestamp with time zone not null,
    lease_till timestamp with time zone not null, -- a running job that is older was left by its worker
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null
);
create index job_by_state on job (state, lane, not_before);

-- Which job added a revision, '' for none: after a crash it is not added twice.
alter table summary_revision add column job_id varchar(36) default '' not null;
create index summary_revision_by_job on summary_revision (job_id);
