-- Error rate by name
-- Which spans fail most often, by their name.
-- :at_least INT = 10
-- :days INT = 30
SELECT
  name,
  round(100.0 * count_if(status.code = 'STATUS_CODE_ERROR') / count(*), 2) AS error_percent,
  count_if(status.code = 'STATUS_CODE_ERROR') AS failed,
  count(*) AS spans
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
GROUP BY name
HAVING count(*) >= :at_least
ORDER BY error_percent DESC, spans DESC
LIMIT 40
