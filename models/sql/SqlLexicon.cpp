#include "models/sql/SqlLexicon.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace spanglass {

const QStringList& sqlKeywords() {
    static const QStringList words
        = u"ALL ALTER AND ANALYZE ANTI ARRAY AS ASC BEGIN BETWEEN BY CACHE CALL CASE CAST CATALOG CATALOGS CLUSTER "
          u"COLUMN "
          "COLUMNS COMMENT COPY CREATE CROSS CUBE CURRENT DATABASE DATE DECIMAL DECLARE DEFAULT DELETE DENY DESC "
          "DESCRIBE "
          "DISTINCT DIV DOUBLE DROP ELSE END ESCAPE EXCEPT EXECUTE EXISTS EXPLAIN EXTENDED EXTERNAL FALSE FILTER FIRST "
          "FOLLOWING FOR FROM FULL FUNCTION GRANT GRANTS GROUP GROUPING HAVING IDENTIFIER IF ILIKE IMMEDIATE IN INNER "
          "INSERT INT INTERSECT INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT LOCATION MAP MATCHED MERGE NATURAL "
          "NOT "
          "NULL NULLS OF OFFSET ON OPTIMIZE OR ORDER OUTER OVER OVERWRITE OWNER PARTITION PARTITIONED PIVOT PRECEDING "
          "PRIMARY PRIVILEGES QUALIFY RANGE REFRESH REGEXP RENAME REPLACE RESTORE REVOKE RIGHT RLIKE ROLLUP ROW ROWS "
          "SCHEMA SCHEMAS SELECT SEMI SET SETS SHOW SOME STRING STRUCT TABLE TABLES TABLESAMPLE TBLPROPERTIES THEN "
          "TIMESTAMP "
          "TO TRUE TRUNCATE UNBOUNDED UNDROP UNION UNPIVOT UPDATE USE USING VACUUM VALUES VARIANT VERSION VIEW VIEWS "
          "VOLUME "
          "WHEN WHERE WINDOW WITH BIGINT BOOLEAN BINARY FLOAT SMALLINT TINYINT"_s.split(u' ');
    return words;
}

const QStringList& sqlFunctions() {
    static const QStringList functions
        = u"abs(number)|any_value(value)|approx_count_distinct(value)|approx_percentile(number, "
          u"share)|array_agg(value)|"
          "array_contains(array, value)|avg(number)|cardinality(array)|ceil(number)|coalesce(value, "
          "…)|collect_list(value)|"
          "collect_set(value)|concat(text, …)|contains(text, part)|count(*)|count_if(condition)|current_date()|"
          "current_timestamp()|date(time)|date_trunc('unit', time)|dense_rank()|element_at(map, key)|endswith(text, "
          "part)|"
          "explode(array)|floor(number)|format_number(number, digits)|from_json(text, schema)|from_unixtime(seconds)|"
          "get_json_object(text, '$.path')|greatest(value, …)|hour(time)|if(condition, then, else)|ifnull(value, "
          "other)|"
          "instr(text, part)|isnull(value)|lag(value)|last_value(value)|lead(value)|least(value, "
          "…)|length(text)|locate(part, "
          "text)|lower(text)|map_contains_key(map, key)|map_keys(map)|map_values(map)|max(value)|max_by(value, by)|"
          "median(number)|min(value)|min_by(value, by)|minute(time)|now()|nullif(value, other)|nvl(value, other)|"
          "parse_json(text)|percentile(number, share)|percentile_approx(number, share)|rank()|regexp_extract(text, "
          "pattern)|"
          "regexp_replace(text, pattern, with)|replace(text, part, with)|round(number, "
          "digits)|row_number()|size(array)|"
          "split(text, pattern)|startswith(text, part)|stddev(number)|substr(text, from, length)|sum(number)|"
          "timestamp_micros(number)|timestamp_millis(number)|timestamp_seconds(number)|to_date(text)|to_json(value)|"
          "to_timestamp(text)|trim(text)|try_cast(value AS type)|try_variant_get(variant, '$.path', "
          "'type')|unix_micros(time)|"
          "unix_millis(time)|unix_seconds(time)|upper(text)|variant_get(variant, '$.path', 'type')|year(time)"_s.split(
              u'|');
    return functions;
}

bool isSqlKeyword(const QString& word) {
    static const QSet<QString> known(sqlKeywords().begin(), sqlKeywords().end());
    return known.contains(word.toUpper());
}

bool isSqlFunction(const QString& word) {
    static const QSet<QString> known = [] {
        QSet<QString> names;
        for (const QString& function : sqlFunctions())
            names << function.section(u'(', 0, 0);
        return names;
    }();
    return known.contains(word.toLower());
}

} // namespace spanglass
