-- Traces a day
-- How many traces had spans on each day, with the spans and those that failed.
-- :days INT = 30
SELECT
  date(timestamp_micros(start_time_unix_nano DIV 1000)) AS day,
  count(DISTINCT trace_id) AS traces,
  count(*) AS spans,
  count_if(status.code = 'STATUS_CODE_ERROR') AS failed_spans
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
GROUP BY 1
ORDER BY 1
