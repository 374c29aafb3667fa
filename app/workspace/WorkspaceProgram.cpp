#include "app/workspace/WorkspaceProgram.h"

#include "app/Network.h"
#include "app/Paths.h"
#include "app/VerbProgram.h"
#include "app/verbs/RunVerb.h"
#include "app/verbs/StandardIo.h"
#include "app/workspace/WorkspaceLink.h"
#include "models/common/Settings.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"

#include <QSettings>

namespace spanglass {

namespace {

int runSqlThere(const SqlCommand& command, Network& network, VerbIo& io) {
    const auto link = WorkspaceLink::open(command.profile, network, io);
    if (!link)
        return fail(io, link.error());
    const auto warehouse = (*link)->warehouse(command.warehouse);
    return warehouse ? runSql(command, **warehouse, io) : fail(io, warehouse.error());
}

int runTraceThere(const TraceCommand& command, Network& network, VerbIo& io) {
    const auto link = WorkspaceLink::open(command.profile, network, io);
    if (!link)
        return fail(io, link.error());
    auto shape = (*link)->shape(command.table);
    if (!shape)
        return fail(io, shape.error());
    const auto warehouse = (*link)->warehouse(command.warehouse);
    if (!warehouse)
        return fail(io, warehouse.error());
    WarehouseSpanSource source(**warehouse, *std::move(shape));
    return runTrace(command, source, io);
}

} // namespace

bool asksWorkspace(const Command& command) {
    const auto* sql = std::get_if<SqlCommand>(&command);
    const auto* trace = std::get_if<TraceCommand>(&command);
    return (sql && !sql->profile.isEmpty()) || (trace && !trace->profile.isEmpty());
}

int runWorkspaceProgram(const Command& command) {
    StandardIo io;
    QSettings file(settingsFile(), QSettings::IniFormat);
    Settings settings(file);
    Network network(settings);
    return runUntilStopped(io, [&] {
        if (const auto* sql = std::get_if<SqlCommand>(&command))
            return runSqlThere(*sql, network, io);
        return runTraceThere(std::get<TraceCommand>(command), network, io);
    });
}

} // namespace spanglass
