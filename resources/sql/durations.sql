-- Durations by name (p50, p95, p99)
-- The middle, the slow and the slowest hundredth of each name, in milliseconds.
-- :days INT = 30
SELECT
  name,
  round(percentile_approx((end_time_unix_nano - start_time_unix_nano) / 1e6, 0.5), 3) AS p50_ms,
  round(percentile_approx((end_time_unix_nano - start_time_unix_nano) / 1e6, 0.95), 3) AS p95_ms,
  round(percentile_approx((end_time_unix_nano - start_time_unix_nano) / 1e6, 0.99), 3) AS p99_ms,
  count(*) AS spans
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
GROUP BY name
ORDER BY p99_ms DESC
LIMIT 40
