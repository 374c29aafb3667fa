-- Ingest delay
-- How long after its end a span arrived here. Imported files do not count.
-- :hours INT = 24
SELECT
  date_trunc('MINUTE', timestamp_micros(r.arrival_unix_nano DIV 1000)) AS minute,
  round(percentile_approx((r.arrival_unix_nano - s.end_time_unix_nano) / 1e9, 0.5), 3) AS p50_seconds,
  round(percentile_approx((r.arrival_unix_nano - s.end_time_unix_nano) / 1e9, 0.95), 3) AS p95_seconds,
  count(*) AS spans
FROM IDENTIFIER(:table) AS s
JOIN local.store.requests AS r ON r.id = s.request_id
WHERE r.transport <> 'import'
  AND r.arrival_unix_nano >= (unix_micros(current_timestamp()) - :hours * 3600000000) * 1000
GROUP BY 1
ORDER BY 1
