-- Pieces of audio that boxes gave out when somebody wanted to hear them; gone after some hours.
create table audio_clip (
    recording_id varchar(16) not null references recording (id),
    first_sample bigint      not null,
    samples      bigint      not null,
    ogg          text        not null, -- Opus in Ogg, Base64
    fetched_at   timestamp with time zone not null,
    primary key (recording_id, first_sample, samples)
);
create index audio_clip_fetched on audio_clip (fetched_at);

-- What was erased, so that audio which was on its way meanwhile is not kept.
create table erased_stretch (
    recording_id varchar(16) not null,
    first_sample bigint      not null,
    samples      bigint      not null,
    primary key (recording_id, first_sample, samples)
);
