#include "app/workspace/MlflowSpanSource.h"
#include "services/auth/ApiClient.h"
#include "services/auth/FixedToken.h"
#include "services/mlflow/ExperimentClient.h"
#include "services/mlflow/MlflowTraces.h"
#include "services/otlp/Encode.h"
#include "tests/auth/AuthFixture.h"

#include <QCoreApplication>

#include <cstdio>

// mlflow_probe URL EXPERIMENT: what the program reads from an MLflow server: one line of OTLP/JSON a trace, newest
// first, after the same traces have been listed and opened as the window does. Exit status 1 and a sentence when it
// cannot.

using namespace spanglass;
using namespace spanglass::test;

namespace {

int fail(const Error& error) {
    std::fprintf(stderr, "%s\n", qPrintable(error.oneLine()));
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 3)
        return 2;
    AuthFixture auth;
    ConnectionSettings settings;
    settings.kind = ConnectionKind::MlflowServer;
    settings.host = arguments[1];
    settings.credential = CredentialKind::None;
    ApiClient api(settings, std::make_shared<FixedToken>(FixedToken::none(), settings.host), auth.ports());
    const auto experiment = got(ExperimentClient(api, auth.thread).byName(arguments[2]));
    if (!experiment)
        return fail(experiment.error());
    MlflowTraces traces(api, auth.thread);
    MlflowTraceQuery query;
    query.experimentIds = {experiment->id};
    const auto page = got(traces.search(query));
    if (!page)
        return fail(page.error());
    const std::shared_ptr<ApiClient> shared(std::shared_ptr<void>(), &api);
    MlflowSpanSource place(std::make_shared<WorkspaceClients>(shared, auth.thread), experiment->id);
    const auto rows = got(place.traces({}, 0, 100));
    if (!rows)
        return fail(rows.error());
    for (const TraceSummary& row : rows->rows) {
        const auto trace = got(place.trace(row.id));
        if (!trace)
            return fail(trace.error());
        if (row.spans != (*trace)->size())
            return fail({ErrorCode::Damaged, QStringLiteral("The list tells another number of spans."), {}});
    }
    if (rows->rows.size() != static_cast<std::size_t>(page->traces.size()))
        return fail({ErrorCode::Damaged, QStringLiteral("The place lists other traces than the search."), {}});
    for (const MlflowTraceInfo& info : page->traces) {
        const auto batch = got(traces.fetch(info.id));
        if (!batch)
            return fail(batch.error());
        std::vector<const Span*> spans;
        for (const Span& span : (*batch)->spans)
            spans.push_back(&span);
        std::printf("%s\n", requestJson(encodeTraces(spans), Signal::Traces).c_str());
    }
    return 0;
}
