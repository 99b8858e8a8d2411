-- expand: nodes of the version before write on without these columns.
-- The request an entry was written for, as the log names it.
ALTER TABLE pending ADD COLUMN request UUID;
ALTER TABLE entry ADD COLUMN request UUID;
-- Whether nodes of the version before a step may go on beside it (expand) or not (contract); nothing for steps before this one.
ALTER TABLE schema_version ADD COLUMN kind TEXT CHECK (kind IN ('expand', 'contract'));
