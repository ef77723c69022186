-- Entries that a box cannot send any more and this hub never had.
create table lost_entries (
    device_id     varchar(64) not null,
    stream        varchar(16) not null,
    from_sequence bigint      not null,
    to_sequence   bigint      not null,
    reason        varchar(20) not null, -- of the tombstone; 'gone', 'closed' when there was none
    lost_at       timestamp with time zone not null, -- hub's clock
    primary key (device_id, stream, from_sequence)
);

-- Grows with every commit. The same number lies beside the database: when that is ahead, somebody
-- put an older database in its place.
alter table hub_epoch add column commits bigint default 0 not null;
