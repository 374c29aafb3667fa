#include "services/setup/tables/PresentTables.h"

#include "services/core/SetupTables.h"

#include <algorithm>

namespace spanglass {

bool PresentTables::isComplete() const {
    return !tables.empty() && std::ranges::all_of(tables, [](const Entry& each) { return each.table.has_value(); });
}

bool PresentTables::has(const QString& name) const {
    return std::ranges::any_of(tables, [&](const Entry& each) { return each.name == name && each.table; });
}

TraceTableKind PresentTables::kindOf(const QString& name) const {
    // In the order of PlannedTables::all(), of which only the last may be missing.
    const auto found = std::ranges::find(tables, name, &Entry::name);
    return static_cast<TraceTableKind>(found - tables.begin());
}

ApiOutcome<PresentTables> presentTables(const SetupPlan& plan, SetupSession& session) {
    PresentTables out;
    std::vector<QFuture<ApiOutcome<TableInfo>>> asked;
    const QStringList names = plannedTables(plan).all();
    for (const QString& name : names)
        out.tables.push_back({.name = name});
    if (!names.isEmpty() && names.first().contains(ExperimentIdMark))
        return out; // named by an experiment that is not made yet
    for (const QString& name : names) {
        const QStringList parts = name.split(u'.');
        asked.push_back(session.catalogs().table(parts[0], parts[1], parts[2]));
    }
    for (std::size_t i = 0; i < asked.size(); ++i) {
        auto answer = session.wait(asked[i]);
        if (answer)
            out.tables[i].table = *std::move(answer);
        else if (answer.error().code != ErrorCode::NotFound)
            return std::unexpected(answer.error());
    }
    return out;
}

} // namespace spanglass
