#include "services/practice/sql/PracticeMacros.h"

namespace spanglass::practice {

std::string_view practiceMacros() {
    return R"(
CREATE OR REPLACE TEMP MACRO to_variant_object(x) AS json_quote(x);
CREATE OR REPLACE TEMP MACRO is_variant_null(x) AS coalesce(json_type(x) = 'NULL', false);
CREATE OR REPLACE TEMP MACRO date_add(day, n) AS CAST(CAST(day AS DATE) + CAST(n AS INTEGER) AS DATE);
CREATE OR REPLACE TEMP MACRO date_sub(day, n) AS CAST(CAST(day AS DATE) - CAST(n AS INTEGER) AS DATE);
CREATE OR REPLACE TEMP MACRO size(x) AS len(x);
CREATE OR REPLACE TEMP MACRO array_size(x) AS len(x);
CREATE OR REPLACE TEMP MACRO explode(x) AS unnest(x);
CREATE OR REPLACE TEMP MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern);
CREATE OR REPLACE TEMP MACRO try_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END;
CREATE OR REPLACE TEMP MACRO uuid() AS CAST(gen_random_uuid() AS VARCHAR);
)";
}

} // namespace spanglass::practice
