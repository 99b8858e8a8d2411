-- Another branch brings this number; gone when both are merged.
SELECT 1;
