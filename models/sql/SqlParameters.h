#pragma once

#include "services/core/SqlWarehouse.h"

#include <QString>

#include <vector>

namespace spanglass {

/// A `:name` that a statement wants a value for. A comment line "-- :name TYPE = value" in the statement gives its type
/// and the value to begin with; the type is STRING without one.
struct SqlNeed {
    QString name;
    QString type = QStringLiteral("STRING");
    QString value;

    bool operator==(const SqlNeed&) const = default;
};

/// What the statement needs, in order of appearance, each name once, whatever its case.
std::vector<SqlNeed> sqlNeeds(const QString& sql);

/// The need with a value, for a request.
SqlParameter sqlParameter(const SqlNeed& need, const QString& value);

} // namespace spanglass
