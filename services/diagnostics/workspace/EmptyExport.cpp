#include "services/diagnostics/workspace/EmptyExport.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

ApiResult ask(CheckContext& context) {
    const auto api = context.api();
    if (!api)
        return std::unexpected(ApiError{api.error(), {}});
    ApiRequest request{.method = "POST", .path = u"/api/2.0/otel/v1/traces"_s};
    request.body = QByteArray("\n\0", 2); // ExportTraceServiceRequest.resource_spans, one, empty
    request.contentType = "application/x-protobuf";
    request.expectsJson = false;
    request.deadline = std::chrono::seconds(20);
    request.patience = {};
    if (const QString table = spansTableOf(context); !table.isEmpty())
        request.fields = {{"x-databricks-uc-table-name", table.toStdString()}};
    context.say(u"Asking the ingest endpoint with an empty request"_s);
    return context.wait((*api)->call(std::move(request)));
}

} // namespace

ApiResult emptyExport(CheckContext& context) {
    return context.once<ApiResult>(u"empty export"_s, [&] { return ask(context); });
}

bool hasEndpoint(const ApiResult& answer) {
    if (answer)
        return true;
    const ApiFault& fault = answer.error().fault;
    return fault.httpStatus >= 400 && fault.httpStatus < 500
        && (fault.httpStatus != 404 || fault.errorCode.contains("TABLE"_L1)
            || fault.serverMessage.contains("table"_L1, Qt::CaseInsensitive));
}

} // namespace spanglass
