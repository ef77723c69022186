-- How far an upload was heard and applied, in samples at 16 kHz: a job that is made again goes on
-- there.
alter table upload add column heard_samples bigint default 0 not null;
