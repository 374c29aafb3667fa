#include "services/store/Migrations.h"

#include "services/store/Meta.h"
#include "services/store/Schema.h"
#include "services/store/Transaction.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Result<> addLedger(duck::Connection& connection) {
    for (const std::string_view sql : schema::ledgerStatements()) {
        if (auto done = connection.execute(sql); !done)
            return done;
    }
    return {};
}

constexpr Migration Steps[] = {{1, addLedger}};

Result<> runSteps(duck::Connection& connection, int from, const MigrationPlan& plan) {
    for (int version = from; version < plan.version; ++version) {
        const auto step = std::ranges::find(plan.steps, version, &Migration::from);
        if (step == plan.steps.end())
            return failure(ErrorCode::Damaged, u"Stores of version %1 cannot be read any more."_s.arg(version),
                u"Open it with an older version of Spanglass, and export its traces there."_s);
        if (auto done = step->run(connection); !done)
            return done;
    }
    for (const std::string_view view : schema::viewStatements()) {
        if (auto done = connection.execute(view); !done)
            return done;
    }
    return writeMeta(connection, "schema_version", std::to_string(plan.version));
}

} // namespace

MigrationPlan currentPlan() { return {schema::Version, Steps}; }

Result<> migrate(duck::Connection& connection, int from, const MigrationPlan& plan) {
    return inTransaction(connection, [&] { return runSteps(connection, from, plan); });
}

QString backupPath(const QString& file, int from) { return file + u".v%1.backup"_s.arg(from); }

} // namespace spanglass
