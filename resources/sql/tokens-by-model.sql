-- Tokens by model
-- What each model read and wrote, as the spans of LLM calls tell it.
-- :days INT = 30
SELECT
  coalesce(
    attributes['gen_ai.response.model'],
    attributes['gen_ai.request.model'],
    attributes['llm.model_name'],
    replace(attributes['mlflow.llm.model'], '"', ''),
    'not told') AS model,
  sum(CAST(coalesce(
    attributes['gen_ai.usage.input_tokens'],
    attributes['llm.token_count.prompt'],
    get_json_object(attributes['mlflow.chat.tokenUsage'], '$.input_tokens')) AS BIGINT)) AS input_tokens,
  sum(CAST(coalesce(
    attributes['gen_ai.usage.output_tokens'],
    attributes['llm.token_count.completion'],
    get_json_object(attributes['mlflow.chat.tokenUsage'], '$.output_tokens')) AS BIGINT)) AS output_tokens,
  count(*) AS calls
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
  AND coalesce(
    attributes['gen_ai.usage.input_tokens'],
    attributes['llm.token_count.prompt'],
    attributes['mlflow.chat.tokenUsage']) IS NOT NULL
GROUP BY 1
ORDER BY 2 DESC
LIMIT 40
