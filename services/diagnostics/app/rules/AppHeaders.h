#pragma once

#include "services/diagnostics/app/rules/AppJudge.h"

namespace spanglass {

/// A header that an exporter is told to send with traces.
struct AppHeader {
    QString name;
    QString value; ///< decoded. May be secret.
    QString written; ///< as it stands there. May be secret.
    const AppSetting* setting = nullptr; ///< the list that it is in, or its own
    bool inList = false;
    bool elsewhere = false;

    bool is(QLatin1StringView wanted) const { return name.compare(wanted, Qt::CaseInsensitive) == 0; }
};

inline constexpr QLatin1StringView TableHeader("X-Databricks-UC-Table-Name");
inline constexpr QLatin1StringView ExperimentHeader("x-mlflow-experiment-id");

/// All that are sent with traces, in order.
QList<AppHeader> traceHeaders(const AppBlock& block);

/// The first of this name; unset when there is none.
std::optional<AppHeader> traceHeader(const AppBlock& block, QLatin1StringView name);

/// Whether a header of another name was meant to be TableHeader.
bool meansTableHeader(const QString& name);

/// A table's name without the quotes and blanks around its parts.
QString cleanTable(const QString& name);

/// The list of headers as it ought to be written, secrets as MaskedSecret.
QString rightHeaders(const AppSetting& list, const AppFacts& facts, bool isWorkspace);

/// Offers rightHeaders() for a header in a list, `own` for one that stands alone.
void offerHeader(AppJudge& judge, const AppHeader& header, const QString& own, bool isWorkspace);

} // namespace spanglass
