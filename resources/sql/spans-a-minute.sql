-- Spans a minute by service
-- What each service sent over the last hours.
-- :hours INT = 6
SELECT
  date_trunc('MINUTE', timestamp_micros(start_time_unix_nano DIV 1000)) AS minute,
  resource.attributes['service.name'] AS service,
  count(*) AS spans
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :hours * 3600000000) * 1000
GROUP BY 1, 2
ORDER BY 1, 2
