-- Meetings whose minutes no language model could revise: what a person looks at. One open review a
-- meeting; it closes by itself when a model comes back.
create table summary_review (
    id             varchar(36)  primary key,
    meeting_id     varchar(36)  not null references meeting (id) on delete cascade,
    state          varchar(20)  not null, -- open, retrying, answered, edited, dismissed
    through_number bigint       not null, -- highest segment number that was to be read
    model          varchar(200) not null, -- the last one that was asked; '' when there was none
    prompt_tokens  integer      not null, -- of the question that failed, an upper bound; 0 for none
    code           varchar(20)  not null,
    error          varchar(500) not null, -- never spoken words
    attempts       integer      not null,
    created_at     timestamp with time zone not null,
    updated_at     timestamp with time zone not null
);
create index summary_review_by_meeting on summary_review (meeting_id);
