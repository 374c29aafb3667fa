#pragma once

#include "services/auth/ApiMessage.h"
#include "services/core/TokenFacts.h"

namespace spanglass {

/// What a refused traces request is explained with.
struct IngestPlace {
    QString spansTable; ///< full name, unquoted
    QString sender; ///< what grants name; empty when it is not known
    TokenForm token = TokenForm::Opaque;
};

/// Why the ingest endpoint of a workspace said no, and the next step (databricks-api.md 4.1; the seeds). Which columns
/// a table lacks is read out of the server's words.
Error ingestFault(const ApiError& error, const IngestPlace& place);
/// The same of an MLflow server (confirmed: mlflow server/otel_api.py).
Error serverIngestFault(const ApiError& error);

/// The fields that "Schema validation error" names; none when a message is no such error.
QStringList missingFields(const QString& message);

} // namespace spanglass
