#pragma once

#include "services/warehouse/tables/TableShape.h"

namespace spanglass::test {

// SQL that fills a practice workspace with tables of traces.

QString ddl(const QString& table, TableShape::Generation generation);
/// Spans of trace 1: a root with `count` - 1 spans below it, one millisecond apart.
QString insertTrace(const QString& table, TableShape::Generation generation, int count);

} // namespace spanglass::test
