-- What was said. The words with their times are in the outbox entry; how far a recording is
-- recognised stands in its row in `recording`.
CREATE TABLE IF NOT EXISTS utterance (
    recording BIGINT NOT NULL,
    first_sample BIGINT NOT NULL,
    samples BIGINT NOT NULL,
    -- Its outbox entry.
    sequence BIGINT NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    text VARCHAR(100000) NOT NULL,
    PRIMARY KEY (recording, first_sample)
);
