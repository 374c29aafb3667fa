#include "models/workspace/WorkspaceMemory.h"

#include <QSettings>
#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto Last = u"workspaces/last"_s;

/// Ids of connections hold slashes, which settings take for groups.
QString keyOf(const QString& connectionId, QLatin1StringView what) {
    return u"workspaces/"_s + QString::fromLatin1(QUrl::toPercentEncoding(connectionId)) + u'/' + what;
}

} // namespace

QString WorkspaceMemory::lastConnection() const { return m_settings.value(Last).toString(); }

WorkspaceChoice WorkspaceMemory::choice(const QString& id) const {
    const auto text = [&](QLatin1StringView what) { return m_settings.value(keyOf(id, what)).toString(); };
    return {.warehouseId = text("warehouse"_L1),
        .way = text("way"_L1) == "schema"_L1 ? TracesWay::Schema : TracesWay::Experiment,
        .experimentId = text("experiment"_L1),
        .catalog = text("catalog"_L1),
        .schema = text("schema"_L1),
        .spansTable = text("table"_L1)};
}

void WorkspaceMemory::keep(const QString& id, const WorkspaceChoice& choice) {
    m_settings.setValue(Last, id);
    m_settings.setValue(keyOf(id, "warehouse"_L1), choice.warehouseId);
    m_settings.setValue(keyOf(id, "way"_L1), choice.way == TracesWay::Experiment ? u"experiment"_s : u"schema"_s);
    m_settings.setValue(keyOf(id, "experiment"_L1), choice.experimentId);
    m_settings.setValue(keyOf(id, "catalog"_L1), choice.catalog);
    m_settings.setValue(keyOf(id, "schema"_L1), choice.schema);
    m_settings.setValue(keyOf(id, "table"_L1), choice.spansTable);
}

} // namespace spanglass
