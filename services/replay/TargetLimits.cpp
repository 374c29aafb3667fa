#include "services/replay/TargetLimits.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

// Q_INIT_RESOURCE declares a function and so must stand outside any namespace. Resources of a static library are not
// found without it.
static void initLimitResources() { Q_INIT_RESOURCE(limits); }

namespace spanglass {

TargetLimits targetLimits(TargetKind kind) {
    if (kind != TargetKind::Databricks)
        return {};
    initLimitResources();
    QFile file(u":/limits/databricks.json"_s);
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    Q_UNUSED(isThere);
    const QJsonObject limits = QJsonDocument::fromJson(file.readAll()).object();
    return {.tracesPerSecond = limits.value("traces_per_second_and_workspace"_L1).toDouble(),
        .bytesPerSecond = static_cast<std::uint64_t>(limits.value("bytes_per_second_and_table"_L1).toInteger()),
        .read = QDate::fromString(limits.value("read"_L1).toString(), Qt::ISODate),
        .source = limits.value("source"_L1).toString()};
}

PaceLimits limitsInForce(const ReplayPlan& plan) {
    const TargetLimits published = targetLimits(plan.target.kind);
    const ReplayPace& own = plan.pace;
    return {own.tracesPerSecond > 0 ? own.tracesPerSecond : published.tracesPerSecond,
        own.bytesPerSecond > 0 ? own.bytesPerSecond : published.bytesPerSecond};
}

} // namespace spanglass
