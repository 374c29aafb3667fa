#include "services/setup/SetupDraft.h"

#include "services/auth/SmallFile.h"
#include "services/setup/PlanJson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace spanglass {

// The first line is the connection of this machine, the rest the plan as it is exported.

std::optional<SetupPlan> SetupDraft::read() const {
    const auto bytes = readSmallFile(m_file);
    if (!bytes)
        return {};
    const qsizetype end = bytes->indexOf('\n');
    auto plan = planFromJson(bytes->mid(end + 1));
    if (end < 0 || !plan)
        return {};
    plan->connectionId = QString::fromUtf8(bytes->left(end));
    return *std::move(plan);
}

void SetupDraft::write(const SetupPlan& plan) const {
    SetupPlan kept = plan;
    kept.scorers.removeIf([](const PlannedScorer& each) { return each.name.isEmpty(); }); // no plan reads them
    QDir().mkpath(QFileInfo(m_file).path());
    static_cast<void>(writePrivateFile(m_file, plan.connectionId.toUtf8() + '\n' + planToJson(kept)));
}

void SetupDraft::remove() const { QFile::remove(m_file); }

} // namespace spanglass
