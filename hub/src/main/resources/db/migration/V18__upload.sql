-- Audio files that people gave the hub. The audio itself lies in the data folder until it is
-- transcribed; what was said in it is in the segments of its recording.
create table upload (
    id           varchar(36)   primary key,
    room_id      varchar(64)   not null references room (id),
    name         varchar(200)  not null, -- of the file, as its owner calls it
    started_at   timestamp with time zone not null, -- when its first sample was recorded
    bytes        bigint        not null,
    recording_id varchar(16)   not null unique,
    job_id       varchar(36)   not null, -- '' until it is taken on
    quality      varchar(2000) not null, -- JSON, '' until it was listened to
    made_at      timestamp with time zone not null,
    made_by      varchar(100)  not null
);
create index upload_by_time on upload (made_at);
