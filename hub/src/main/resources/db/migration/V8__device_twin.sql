-- The configuration that a box is to have, and what it made of it.
create table device_twin (
    device_id        varchar(64) primary key,
    desired_version  bigint      not null, -- 0 before the first
    desired          text        not null, -- JSON object of settings
    desired_at       timestamp with time zone,
    reported_version bigint      not null,
    reported         text        not null, -- JSON object of settings
    refused          text        not null, -- JSON array, see RefusedSetting
    pending          text        not null, -- JSON array of keys
    reported_at      timestamp with time zone -- hub's clock; null before the first
);
