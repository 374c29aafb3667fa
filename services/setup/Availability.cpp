#include "services/setup/Availability.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

// Q_INIT_RESOURCE declares a function and so must stand outside any namespace. Resources of a static library are not
// there before it.
static void initSetupResources() { Q_INIT_RESOURCE(setup); }

namespace spanglass {

namespace {

QStringList texts(const QJsonValue& list) {
    QStringList out;
    const QJsonArray items = list.toArray();
    for (const auto& each : items)
        out << each.toString();
    return out;
}

} // namespace

Availability Availability::documented() {
    initSetupResources();
    QFile file(u":/setup/trace-tables.json"_s);
    file.open(QIODevice::ReadOnly);
    const QJsonObject facts = QJsonDocument::fromJson(file.readAll()).object();
    return {QDate::fromString(facts["date"_L1].toString(), Qt::ISODate), texts(facts["regions"_L1]),
        texts(facts["previews"_L1])};
}

} // namespace spanglass
