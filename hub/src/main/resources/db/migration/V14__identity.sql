-- Rights to become a known box; the claim itself is nowhere.
create table claim (
    hash        varchar(80) primary key,
    device_id   varchar(64) not null,
    room        varchar(64) not null,
    room_name   varchar(200) not null,
    box_serial  varchar(100) not null, -- empty: any machine
    made_at     timestamp with time zone not null,
    expires_at  timestamp with time zone not null,
    key_hash    varchar(64) not null, -- of the box that uses it; empty before
    burnt_at    timestamp with time zone -- when that box first connected
);

create index claim_device on claim (device_id);

-- Every certificate a box was given.
create table device_certificate (
    serial        varchar(40) primary key, -- hex
    device_id     varchar(64) not null,
    key_hash      varchar(64) not null,
    claim_hash    varchar(80) not null, -- empty: accepted by a person, or renewed
    chain         text        not null, -- PEM
    issued_at     timestamp with time zone not null,
    not_after     timestamp with time zone not null,
    connected_at  timestamp with time zone, -- first time
    ended_at      timestamp with time zone,
    end_reason    varchar(40) not null -- see RefusalReason; empty while in force
);

create index device_certificate_device on device_certificate (device_id);

-- Boxes that ask to be accepted by a person.
create table enrolment_request (
    key_hash    varchar(64) primary key,
    device_id   varchar(64) not null,
    box_serial  varchar(100) not null,
    address     varchar(100) not null,
    asked_at    timestamp with time zone not null,
    last_at     timestamp with time zone not null,
    state       varchar(20) not null -- waiting, accepted, refused
);

-- What happened to identities, for the audit.
create table identity_event (
    number     bigint generated always as identity primary key,
    at         timestamp with time zone not null,
    device_id  varchar(64) not null,
    kind       varchar(40) not null,
    detail     varchar(400) not null
);

create index identity_event_device on identity_event (device_id, number);
