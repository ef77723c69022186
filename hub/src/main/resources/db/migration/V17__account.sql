-- People who may use the hub. Secrets are kept as hashes only.
create table account (
    id           varchar(36)  primary key,
    name         varchar(80)  not null unique, -- in small letters
    password     varchar(200) not null,        -- Argon2id
    role         varchar(20)  not null,
    all_rooms    boolean      not null,
    must_change  boolean      not null,
    disabled     boolean      not null,
    created_at   timestamp with time zone not null,
    signed_in_at timestamp with time zone
);

create table account_room (
    account_id varchar(36) not null references account (id),
    room_id    varchar(64) not null,
    primary key (account_id, room_id)
);

create table account_session (
    token_hash varchar(64) primary key,
    account_id varchar(36) not null references account (id),
    seen_at    timestamp with time zone not null,
    expires_at timestamp with time zone not null
);

create index account_session_account on account_session (account_id);

create table sign_in_link (
    token_hash varchar(64) primary key,
    account_id varchar(36) not null references account (id),
    expires_at timestamp with time zone not null
);
