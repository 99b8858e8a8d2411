-- The queue of a chamber in its order: what is decided is many times more, and is never read for it.
CREATE INDEX case_open ON case_file (chamber, due_at, id) WHERE state IN ('open', 'assigned', 'waiting', 'proposed', 'appealed');
