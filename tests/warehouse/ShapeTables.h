#pragma once

#include "services/warehouse/tables/TableShape.h"
#include "tests/warehouse/FilledStore.h"

namespace spanglass::test {

/// Tables of spans of every generation beside a store's own tables, for LocalWarehouse: as the documents describe them,
/// with JSON in the place of VARIANT.
class ShapeTables {
public:
    explicit ShapeTables(FilledStore& store);

    /// Puts the spans of a request into the store and into every table.
    void add(const SpanBuilder& request);
    void add(const std::string& protobuf);

    /// "v1", "v2" or "seed".
    static TableShape shape(const QString& generation);
    static QStringList generations() { return {QStringLiteral("v1"), QStringLiteral("v2"), QStringLiteral("seed")}; }

private:
    FilledStore& m_store;
    std::unique_ptr<duck::Connection> m_connection;
};

} // namespace spanglass::test
