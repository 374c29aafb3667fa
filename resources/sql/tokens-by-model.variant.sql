-- Tokens by model
-- What each model read and wrote, as the spans of LLM calls tell it.
-- :days INT = 30
SELECT
  coalesce(
    attributes:['gen_ai.response.model']::string,
    attributes:['gen_ai.request.model']::string,
    attributes:['llm.model_name']::string,
    replace(attributes:['mlflow.llm.model']::string, '"', ''),
    'not told') AS model,
  sum(CAST(coalesce(
    attributes:['gen_ai.usage.input_tokens']::string,
    attributes:['llm.token_count.prompt']::string,
    get_json_object(attributes:['mlflow.chat.tokenUsage']::string, '$.input_tokens')) AS BIGINT)) AS input_tokens,
  sum(CAST(coalesce(
    attributes:['gen_ai.usage.output_tokens']::string,
    attributes:['llm.token_count.completion']::string,
    get_json_object(attributes:['mlflow.chat.tokenUsage']::string, '$.output_tokens')) AS BIGINT)) AS output_tokens,
  count(*) AS calls
FROM IDENTIFIER(:table)
WHERE start_time_unix_nano >= (unix_micros(current_timestamp()) - :days * 86400000000) * 1000
  AND coalesce(
    attributes:['gen_ai.usage.input_tokens']::string,
    attributes:['llm.token_count.prompt']::string,
    attributes:['mlflow.chat.tokenUsage']::string) IS NOT NULL
GROUP BY 1
ORDER BY 2 DESC
LIMIT 40
