-- Slow traces
-- The root spans that took longest.
-- :seconds DOUBLE = 10
-- :days INT = 30
SELECT
  trace_id,
  name,
  timestamp_micros(start_time_unix_nano DIV 1000) AS started,
  (end_time_unix_nano - start_time_unix_nano) / 1e9 AS seconds
FROM IDENTIFIER(:table)
WHERE coalesce(parent_span_id, '') = ''
  AND (end_time_unix_nano - start_time_unix_nano) / 1e9 > :seconds
  AND start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
ORDER BY seconds DESC
LIMIT 100
