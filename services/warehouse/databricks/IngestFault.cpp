#include "services/warehouse/databricks/IngestFault.h"

#include "services/warehouse/tables/TraceTables.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString inTicks(const QString& name) { return u'`' + QString(name).replace(u'`', "``"_L1) + u'`'; }

/// Privileges are checked by name on the table itself: ALL PRIVILEGES does not count (confirmed: seed 003).
QString grantStatements(const IngestPlace& place) {
    const QStringList parts = place.spansTable.split(u'.');
    const QString who = inTicks(place.sender.isEmpty() ? u"<who sends>"_s : place.sender);
    if (parts.size() != 3)
        return {};
    return u"GRANT USE CATALOG ON CATALOG %1 TO %4;\nGRANT USE SCHEMA ON SCHEMA %2 TO %4;\n"
           "GRANT SELECT, MODIFY ON TABLE %3 TO %4;"_s.arg(
               tableName(parts.first(1)), tableName(parts.first(2)), tableName(parts), who);
}

Error refusedToken(int status, const QString& said, const IngestPlace& place) {
    if (place.token == TokenForm::Personal)
        return {ErrorCode::NeedsSignIn,
            u"The ingest endpoint refused the personal access token, with %1. Other calls take it; this one wants OAuth."_s
                .arg(status),
            u"Sign in by browser, through the Databricks CLI or as a service principal, and use OAuth in the app too."_s};
    return {ErrorCode::NeedsSignIn,
        u"The ingest endpoint did not accept the sign-in, with %1: %2"_s.arg(QString::number(status), said),
        u"Sign in again. If it stays so, the token is of another workspace, or has ended."_s};
}

} // namespace

QStringList missingFields(const QString& message) {
    static const QRegularExpression field(
        u"Field \"?([A-Za-z_][A-Za-z0-9_.]*)\"? found in the proto definition, but not in the table schema"_s);
    QStringList fields;
    auto found = field.globalMatch(message);
    while (found.hasNext())
        fields << found.next().captured(1);
    return fields;
}

Error ingestFault(const ApiError& error, const IngestPlace& place) {
    const ApiFault& fault = error.fault;
    const QString said = fault.serverMessage.isEmpty() ? error.message : fault.serverMessage;
    if (const QStringList fields = missingFields(said); !fields.isEmpty())
        return {ErrorCode::BadInput,
            u"The table %1 lacks columns that OpenTelemetry has: %2."_s.arg(place.spansTable, fields.join(u", "_s)),
            u"The page \"Table check\" of the setup has the statement that mends it. A table made by hand needs every column."_s};
    if (fault.signIn == SignInFault::Unauthorized && fault.httpStatus >= 400)
        return refusedToken(fault.httpStatus, said, place);
    if (fault.signIn) // it was not the endpoint that answered
        return error;
    switch (fault.httpStatus) {
    case 401:
        return refusedToken(fault.httpStatus, said, place);
    case 403:
        return {ErrorCode::NotAllowed, u"The sender may not write to the table: %1"_s.arg(said),
            u"ALL PRIVILEGES is not enough; these are needed by name, for the other tables too:\n%1"_s.arg(
                grantStatements(place))};
    case 404:
        if (fault.errorCode.contains("TABLE"_L1) || said.contains(place.spansTable, Qt::CaseInsensitive))
            return {ErrorCode::NotFound,
                u"The table %1 is not there, or the sender may not see it."_s.arg(place.spansTable),
                u"Look at the pages \"Catalog and schema\" and \"Grants\" of the setup. To be seen, it needs at least:\n%1"_s
                    .arg(grantStatements(place))};
        return {ErrorCode::NotFound, u"This workspace has no endpoint /api/2.0/otel/v1/traces (404): %1"_s.arg(said),
            u"An admin switches on the preview \"OpenTelemetry on Databricks\". Not every region has it."_s};
    case 413:
        return {ErrorCode::LimitHit, u"The request was too large for the endpoint: %1"_s.arg(said),
            u"A proxy on the way may limit sizes; try another network."_s};
    default:
        return error;
    }
}

Error serverIngestFault(const ApiError& error) {
    const QString said = error.fault.serverMessage.isEmpty() ? error.message : error.fault.serverMessage;
    if (error.fault.signIn)
        return error;
    switch (error.fault.httpStatus) {
    case 404:
    case 405:
        return {ErrorCode::NotFound, u"This server has no endpoint /v1/traces (%1)."_s.arg(error.fault.httpStatus),
            u"It takes traces from MLflow 3.6 on, when it was started by \"mlflow server\"."_s};
    case 501:
        return {ErrorCode::NotFound, u"This server's store cannot take spans: %1"_s.arg(said),
            u"Start it on a database: mlflow server --backend-store-uri sqlite:///mlflow.db"_s};
    case 422:
        return {ErrorCode::BadInput, u"The server could not take the spans for this experiment: %1"_s.arg(said),
            u"Look whether the experiment is still there."_s};
    default:
        return error;
    }
}

} // namespace spanglass
