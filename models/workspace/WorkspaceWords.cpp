#include "models/workspace/WorkspaceWords.h"

#include <QCoreApplication>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 FewSeconds = 2;

QString tr(const char* text) { return QCoreApplication::translate("WorkspaceWords", text); }

} // namespace

QString warehouseStateWords(WarehouseState state) {
    switch (state) {
    case WarehouseState::Unknown:
        return tr("Unknown");
    case WarehouseState::Starting:
        return tr("Starting");
    case WarehouseState::Running:
        return tr("Running");
    case WarehouseState::Stopping:
        return tr("Stopping");
    case WarehouseState::Stopped:
        return tr("Stopped");
    case WarehouseState::Deleting:
        return tr("Being deleted");
    case WarehouseState::Deleted:
        return tr("Deleted");
    }
    return {};
}

QString warehouseTypeWords(const WarehouseInfo& warehouse) {
    if (warehouse.type == "PRO"_L1)
        return warehouse.serverless ? tr("Serverless") : tr("Pro");
    if (warehouse.type == "CLASSIC"_L1)
        return tr("Classic");
    return warehouse.type;
}

QString warehouseRemark(const WarehouseInfo& warehouse) {
    if (warehouse.arrowOnly)
        return tr(
            "This warehouse answers inline in Arrow format only, which Spanglass does not read. Choose another one.");
    if (warehouse.state == WarehouseState::Deleting || warehouse.state == WarehouseState::Deleted)
        return tr("This warehouse is deleted. Choose another one.");
    return warehouse.trouble;
}

QString signedInWords(const ConnectionReport& report) {
    if (!report.who.isEmpty())
        return tr("Signed in as %1").arg(report.who);
    return report.server.isEmpty() ? tr("Reached") : tr("Reached: %1").arg(report.server);
}

QString waitingWords(const QString& what, qint64 seconds) {
    return seconds < FewSeconds ? QString(what + u'…') : tr("%1, %2 s").arg(what).arg(seconds);
}

} // namespace spanglass
