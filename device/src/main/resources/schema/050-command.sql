-- Commands that were answered, so that one which comes again is not done again.
CREATE TABLE IF NOT EXISTS command (
    id VARCHAR(36) PRIMARY KEY,
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    -- The reply as it was sent.
    reply VARBINARY(100000) NOT NULL
);
