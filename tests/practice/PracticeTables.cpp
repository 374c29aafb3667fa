#include "tests/practice/PracticeTables.h"

using namespace Qt::StringLiterals;

namespace spanglass::test {

QString ddl(const QString& table, TableShape::Generation generation) {
    QStringList columns;
    for (const TableColumn& column : spanColumns(generation))
        columns += u"`%1` %2"_s.arg(column.name, column.type);
    return u"CREATE TABLE %1 (%2)"_s.arg(table, columns.join(u", "_s));
}

QString insertTrace(const QString& table, TableShape::Generation generation, int count) {
    const bool v2 = generation == TableShape::Generation::V2;
    const QString start = u"(1771232400000000000 + id * 1000000)"_s;
    const QString leading = v2
        ? u"concat('r', id), timestamp_micros(1771232400000000 + id * 1000), DATE'2026-02-16', 'agent', "_s
        : QString();
    const auto set = [&](const QString& key, const QString& value) {
        return v2 ? u"parse_json(concat('{\"%1\":', %2, '}'))"_s.arg(key, value)
                  : u"map('%1', CAST(%2 AS STRING))"_s.arg(key, value);
    };
    return u"INSERT INTO %1 SELECT %2'5350414e474c41530000000000000001', lpad(lower(hex(id + 1)), 16, '0'), '', "
           "CASE WHEN id = 0 THEN NULL ELSE '0000000000000001' END, 0, concat('step ', id % 7), 'SPAN_KIND_INTERNAL', "
           "%3, "
           "%3 + 5000000, %4, 0, NULL, 0, NULL, 0, named_struct('message', '', 'code', 'STATUS_CODE_OK'), "
           "named_struct('attributes', %5, 'dropped_attributes_count', 0), '', "
           "named_struct('name', 'lib', 'version', '1', 'attributes', %4, 'dropped_attributes_count', 0), '' "
           "FROM (SELECT id FROM range(0, %6)) r"_s
               .arg(table, leading, start, set(u"number"_s, u"id"_s),
                   v2 ? u"parse_json('{\"service.name\":\"agent\"}')"_s : u"map('service.name', 'agent')"_s)
               .arg(count);
}

} // namespace spanglass::test
