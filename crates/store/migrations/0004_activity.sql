-- What was done in the last weeks is read in one range of time.

CREATE INDEX act_by_at ON act (at, op, person);
