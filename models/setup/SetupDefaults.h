#pragma once

#include "services/core/CatalogObjects.h"
#include "services/core/Experiment.h"
#include "services/core/SetupPlan.h"

namespace spanglass {

/// A path in the person's own folder, or in /Shared for who has none, that no experiment of the list has.
QString proposedExperiment(const QString& who, bool mlflowServer, const QList<Experiment>& existing);
/// "main", or the only one, of those in which trace tables can be made; else empty.
QString proposedCatalog(const QList<CatalogInfo>& catalogs);
QString proposedSchema();
/// Who sets this up can also write and read.
QList<PlannedGrant> proposedGrants(const QString& who);
PlannedCollector proposedCollector();
/// By the form of what grants name: an e-mail is a person, an id a service principal.
PrincipalKind principalKindOf(const QString& who);

} // namespace spanglass
