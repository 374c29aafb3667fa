-- How long traces take
-- The durations of root spans, as a histogram.
-- :days INT = 30
SELECT (end_time_unix_nano - start_time_unix_nano) / 1e6 AS milliseconds
FROM IDENTIFIER(:table)
WHERE coalesce(parent_span_id, '') = ''
  AND start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
LIMIT 10000
