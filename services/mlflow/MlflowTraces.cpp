#include "services/mlflow/MlflowTraces.h"

#include "services/auth/ApiReading.h"
#include "services/formats/KeepSpans.h"
#include "services/mlflow/MlflowTraceJson.h"

#include <QThreadPool>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 TraceBytes = 256ll << 20;

std::vector<std::string> utf8(const QStringList& texts) {
    std::vector<std::string> out;
    for (const QString& text : texts)
        out.push_back(text.toStdString());
    return out;
}

ApiRequest artifactRequest(const QString& id, QStringView version) {
    return {.path = u"/ajax-api/"_s + version + u"/mlflow/get-trace-artifact",
        .query = {{u"request_id"_s, id}},
        .maxBody = TraceBytes};
}

/// Both answers of one trace; asks the older path when the newer one is not there.
class Fetching : public std::enable_shared_from_this<Fetching> {
public:
    using Done = std::function<void(const Result<std::shared_ptr<const SpanBatch>>&)>;

    Fetching(ApiClient& api, QObject* context, QString id, Done done)
        : m_api(api)
        , m_context(context)
        , m_id(std::move(id))
        , m_done(std::move(done)) { }

    void start() {
        const ApiRequest info{.path = u"/api/3.0/mlflow/traces/"_s + m_id};
        m_call = m_api.call(info);
        whenDone(m_context, m_call, [self = shared_from_this()](const std::optional<ApiResult>& answer) {
            self->take(answer, [self](const ApiAnswer& got) {
                self->m_info = got.body;
                self->askSpans(u"3.0");
            });
        });
    }
    void cancel() { m_call.cancel(); }

private:
    void askSpans(QStringView version) {
        m_call = m_api.call(artifactRequest(m_id, version));
        whenDone(m_context, m_call, [self = shared_from_this(), version](const std::optional<ApiResult>& answer) {
            const bool absent = answer && !*answer && answer->error().fault.httpStatus == 404;
            if (absent && version == u"3.0")
                return self->askSpans(u"2.0");
            self->take(answer, [self](const ApiAnswer& got) {
                // A large trace takes a while to read.
                QThreadPool::globalInstance()->start(
                    [self, data = got.body] { self->m_done(readTrace(self->m_info, data)); });
            });
        });
    }

    template <class Take> void take(const std::optional<ApiResult>& answer, Take use) {
        if (!answer)
            m_done(failure(ErrorCode::Cancelled, u"Fetching the trace was cancelled."_s));
        else if (!*answer)
            m_done(std::unexpected<Error>(answer->error()));
        else
            use(**answer);
    }

    ApiClient& m_api;
    QObject* m_context;
    const QString m_id;
    const Done m_done;
    QFuture<ApiResult> m_call;
    QByteArray m_info;
};

/// Gives what `read` makes of the fetched spans, on a thread of the pool.
template <class T, class Read>
QFuture<Result<T>> fetched(ApiClient& api, AuthThread& thread, const QString& id, Read read) {
    const Promised<Result<T>> promise;
    thread.run([&api, context = thread.context(), id, promise, read] {
        const auto fetching = std::make_shared<Fetching>(
            api, context, id, [promise, read](const Result<std::shared_ptr<const SpanBatch>>& spans) {
                if (promise.isAbandoned())
                    return promise.withdraw();
                promise.give(spans ? read(*spans) : Result<T>(std::unexpected(spans.error())));
            });
        whenCancelled(context, promise.future(), [fetching] { fetching->cancel(); });
        fetching->start();
    });
    return promise.future();
}

} // namespace

QFuture<ApiOutcome<MlflowTracePage>> MlflowTraces::search(const MlflowTraceQuery& query) {
    Json body{{"max_results", query.maxResults}, {"order_by", utf8(query.orderBy)}, {"locations", Json::array()}};
    for (const QString& id : query.experimentIds)
        body["locations"].push_back(
            {{"type", "MLFLOW_EXPERIMENT"}, {"mlflow_experiment", {{"experiment_id", id.toStdString()}}}});
    if (!query.filter.isEmpty())
        body["filter"] = query.filter.toStdString();
    if (!query.pageToken.isEmpty())
        body["page_token"] = query.pageToken.toStdString();
    const ApiRequest request{
        .method = "POST", .path = u"/api/3.0/mlflow/traces/search"_s, .body = QByteArray::fromStdString(body.dump())};
    return mapped<ApiOutcome<MlflowTracePage>>(
        m_thread, m_api.call(request), [request](const ApiResult& answer) -> ApiOutcome<MlflowTracePage> {
            if (!answer)
                return std::unexpected(answer.error());
            auto page = readTracePage(answer->body);
            if (!page)
                return std::unexpected(unexpectedAnswer(request, u"traces"_s, *answer));
            return *std::move(page);
        });
}

QFuture<Result<std::shared_ptr<const SpanBatch>>> MlflowTraces::fetch(const QString& id) {
    using Batch = std::shared_ptr<const SpanBatch>;
    return fetched<Batch>(m_api, m_thread, id, [](const Batch& spans) { return Result<Batch>(spans); });
}

QFuture<Result<ImportReport>> MlflowTraces::keep(const QString& id, IngestSink& sink) {
    const QString origin = u"MLflow "_s + m_api.connection().host;
    return fetched<ImportReport>(m_api, m_thread, id,
        [origin, &sink](const std::shared_ptr<const SpanBatch>& spans) { return keepSpans(*spans, origin, sink); });
}

} // namespace spanglass
