#include "services/warehouse/DatabricksDialect.h"

namespace spanglass {

std::string_view dialectMacros() {
    // The time functions give TIMESTAMP in UTC: the session time zone of a SQL warehouse, unless it was changed.
    return R"(
CREATE OR REPLACE TEMP MACRO date(x) AS CAST(x AS DATE);
CREATE OR REPLACE TEMP MACRO to_date(x) AS CAST(x AS DATE);
CREATE OR REPLACE TEMP MACRO to_timestamp(x) AS CAST(x AS TIMESTAMP);
CREATE OR REPLACE TEMP MACRO utc_now() AS make_timestamp(epoch_us(now()));
CREATE OR REPLACE TEMP MACRO timestamp_seconds(x) AS make_timestamp(CAST(CAST(x AS DOUBLE) * 1000000 AS BIGINT));
CREATE OR REPLACE TEMP MACRO timestamp_millis(x) AS make_timestamp(CAST(x AS BIGINT) * 1000);
CREATE OR REPLACE TEMP MACRO timestamp_micros(x) AS make_timestamp(CAST(x AS BIGINT));
CREATE OR REPLACE TEMP MACRO unix_seconds(x) AS epoch_us(x) // 1000000;
CREATE OR REPLACE TEMP MACRO unix_millis(x) AS epoch_ms(x);
CREATE OR REPLACE TEMP MACRO unix_micros(x) AS epoch_us(x);
CREATE OR REPLACE TEMP MACRO from_unixtime(x) AS strftime(make_timestamp(CAST(x AS BIGINT) * 1000000), '%Y-%m-%d %H:%M:%S');
CREATE OR REPLACE TEMP MACRO percentile_approx(x, p) AS approx_quantile(x, p), (x, p, accuracy) AS approx_quantile(x, p);
CREATE OR REPLACE TEMP MACRO approx_percentile(x, p) AS approx_quantile(x, p), (x, p, accuracy) AS approx_quantile(x, p);
CREATE OR REPLACE TEMP MACRO percentile(x, p) AS quantile_cont(x, p);
CREATE OR REPLACE TEMP MACRO get_json_object(json, path) AS json_extract_string(json, path);
CREATE OR REPLACE TEMP MACRO to_json(x) AS CAST(json_quote(x) AS VARCHAR);
CREATE OR REPLACE TEMP MACRO parse_json(text) AS CAST(text AS JSON);
CREATE OR REPLACE TEMP MACRO try_parse_json(text) AS TRY_CAST(text AS JSON);
CREATE OR REPLACE TEMP MACRO element_at(container, key) AS container[key];
CREATE OR REPLACE TEMP MACRO map_contains_key(map, key) AS map_contains(map, key);
CREATE OR REPLACE TEMP MACRO collect_list(x) AS list(x) FILTER (WHERE x IS NOT NULL);
CREATE OR REPLACE TEMP MACRO collect_set(x) AS list(DISTINCT x) FILTER (WHERE x IS NOT NULL);
CREATE OR REPLACE TEMP MACRO nvl(a, b) AS coalesce(a, b);
CREATE OR REPLACE TEMP MACRO nvl2(a, b, c) AS CASE WHEN a IS NOT NULL THEN b ELSE c END;
CREATE OR REPLACE TEMP MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern);
CREATE OR REPLACE TEMP MACRO startswith(text, prefix) AS starts_with(text, prefix);
CREATE OR REPLACE TEMP MACRO endswith(text, suffix) AS ends_with(text, suffix);
CREATE OR REPLACE TEMP MACRO array_size(list) AS len(list);
CREATE OR REPLACE TEMP MACRO json_object_keys(json) AS json_keys(json);
CREATE OR REPLACE TEMP MACRO locate(part, text) AS instr(text, part);
)";
}

} // namespace spanglass
