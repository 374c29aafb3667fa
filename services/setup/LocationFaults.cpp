#include "services/setup/LocationFaults.h"

#include "services/core/SetupNames.h"
#include "services/setup/Availability.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// What it takes, for a workspace's administrator.
QString rights(const SetupPlan& plan) {
    return u"Making them takes USE CATALOG on %1, USE SCHEMA and CREATE TABLE on %1.%2, CAN USE on the SQL warehouse "
           u"and "
           "CAN EDIT on the experiment."_s.arg(plan.catalog, plan.schema);
}

bool isAbsent(const ApiFault& fault) {
    return fault.errorCode == "ENDPOINT_NOT_FOUND"_L1 || fault.errorCode == "FEATURE_DISABLED"_L1
        || fault.errorCode == "NOT_IMPLEMENTED"_L1 || fault.serverMessage.contains("not enabled"_L1);
}

} // namespace

Error locationFailure(const ApiError& error, const SetupPlan& plan) {
    const QString& said = error.fault.serverMessage;
    const auto says = [&said](QLatin1StringView part) { return said.contains(part, Qt::CaseInsensitive); };
    if (says("Trace destination already exists"_L1) || says("already linked to a different"_L1))
        return {ErrorCode::Conflict,
            u"The experiment %1 (id %2) has a trace destination already, and it cannot be changed. Its tags do not "
            u"name "
            "it, so it was made in an older form. The workspace says: %3"_s.arg(
                plan.experimentName, plan.experimentId, said),
            u"Use another experiment, such as %1."_s.arg(nextExperimentName(plan.experimentName))};
    if (says("incompatible schema version"_L1) || says("validate table compatibility"_L1))
        return {ErrorCode::Conflict, u"A table that was made otherwise is in the way: %1"_s.arg(said),
            u"Choose another prefix or schema, or rename that table."_s};
    if (says("without traces"_L1))
        return {ErrorCode::Conflict,
            u"The experiment %1 holds traces, and the newer trace tables take only one without."_s.arg(
                plan.experimentName),
            u"Use a new experiment, such as %1."_s.arg(nextExperimentName(plan.experimentName))};
    if (says("default storage"_L1))
        return {ErrorCode::BadInput,
            u"The catalog %1 is on default storage, where trace tables are not supported."_s.arg(plan.catalog),
            u"Choose a catalog with a storage location of its own."_s};
    if (says("only supports ARROW_STREAM"_L1))
        return {ErrorCode::NotAllowed,
            u"The tables are not all there: the SQL warehouse answers inline in Arrow format only (\"%1\")."_s.arg(
                said),
            u"Choose another SQL warehouse, or make the tables by hand."_s};
    if (says("resolve a SQL warehouse"_L1))
        return {ErrorCode::BadInput, u"The workspace wants a SQL warehouse that makes the tables."_s, u"Choose one."_s};
    if (isAbsent(error.fault))
        return {ErrorCode::NotFound, u"This workspace does not offer trace tables in this form."_s,
            u"Use the other form, or have these previews turned on: %1."_s.arg(
                Availability::documented().previews.join(u"; "_s))};
    if (error.code == ErrorCode::NotAllowed)
        return {error.code, u"You may not make or bind the trace tables: %1"_s.arg(said), rights(plan)};
    if (error.code == ErrorCode::TimedOut || error.fault.httpStatus == 504)
        return {ErrorCode::TimedOut, u"The workspace gave no good answer in time, and the work is not done."_s,
            u"Look again in some minutes before applying once more; or make the tables by hand."_s};
    return error;
}

} // namespace spanglass
