-- Ingest delay
-- How long after its end a span is in the table, by the times of the table's files. OPTIMIZE makes files anew, and so late.
-- :hours INT = 24
SELECT
  date_trunc('MINUTE', _metadata.file_modification_time) AS minute,
  round(percentile_approx(unix_micros(_metadata.file_modification_time) / 1e6 - end_time_unix_nano / 1e9, 0.5), 3) AS p50_seconds,
  round(percentile_approx(unix_micros(_metadata.file_modification_time) / 1e6 - end_time_unix_nano / 1e9, 0.95), 3) AS p95_seconds,
  count(*) AS spans
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :hours * 3600000000) * 1000
GROUP BY 1
ORDER BY 1
