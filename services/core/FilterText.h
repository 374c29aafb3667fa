#pragma once

#include "services/core/Filter.h"

#include <QStringList>

#include <optional>

namespace spanglass {

/// The field's name as people type it: "trace.duration"; empty for Attribute.
QString filterFieldName(FilterField field);
/// The inverse, in any case; nothing for an attribute key.
std::optional<FilterField> filterFieldFromName(QStringView name);
/// Every name that filterFieldName gives, in the order of the enum.
QStringList filterFieldNames();

/// "=", "!~", "exists".
QString filterOpText(FilterOp op);
std::optional<FilterOp> filterOpFromText(QStringView text);
/// Operators that make sense for a field.
QList<FilterOp> filterOps(FilterField field);

/// The values a field can have, when they are a fixed set (status, kind); else empty.
QStringList filterChoices(FilterField field);

/// The left side of a comparison, quoted when it must be: `http.route`, `attr."odd key"`, `duration`.
QString filterFieldText(FilterField field, const QString& key);
/// A value as it can stand after an operator: quoted when it has to be so that it is read back as the same text.
QString filterValueText(const QString& value);

/// The filter as text that parses to an equal filter; empty for null.
QString filterText(const FilterPtr& filter);

bool sameFilter(const FilterPtr& a, const FilterPtr& b);

} // namespace spanglass
