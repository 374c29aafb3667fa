#include "models/setup/SetupDefaults.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

QString proposedExperiment(const QString& who, bool mlflowServer, const QList<Experiment>& existing) {
    const bool person = principalKindOf(who) == PrincipalKind::User && !who.isEmpty();
    const QString folder = mlflowServer ? QString() : person ? QString(u"/Users/"_s + who + u'/') : u"/Shared/"_s;
    const auto taken = [&](const QString& name) {
        return std::ranges::any_of(existing, [&](const Experiment& each) { return each.name == name; });
    };
    QString name = folder + u"traces"_s;
    for (int number = 2; taken(name); ++number)
        name = folder + u"traces-"_s + QString::number(number);
    return name;
}

QString proposedCatalog(const QList<CatalogInfo>& catalogs) {
    QStringList usable;
    for (const CatalogInfo& each : catalogs) {
        if (each.isManaged() && !each.browseOnly)
            usable << each.name;
    }
    return usable.contains("main"_L1) ? u"main"_s : usable.size() == 1 ? usable[0] : QString();
}

QString proposedSchema() { return u"traces"_s; }

QList<PlannedGrant> proposedGrants(const QString& who) {
    if (who.isEmpty())
        return {};
    return {{.principal = {.kind = principalKindOf(who), .id = who, .label = who}}};
}

PlannedCollector proposedCollector() {
    return {.appName = u"trace-collector"_s,
        .sourceFolder = u"/Workspace/Shared/trace-collector"_s,
        .secretScope = u"trace-collector"_s,
        .secretKey = u"token"_s};
}

PrincipalKind principalKindOf(const QString& who) {
    return who.contains(u'@') ? PrincipalKind::User : PrincipalKind::ServicePrincipal;
}

} // namespace spanglass
