-- The health conditions that the hub was told are up, so that a restart can tell which went away.
CREATE TABLE IF NOT EXISTS told_condition (
    code VARCHAR(100) PRIMARY KEY
);
