#include "tests/warehouse/ScriptedStatements.h"

namespace spanglass::test {

using namespace Qt::StringLiterals;

StatementCalls ScriptedStatements::calls() {
    return {[this](const ApiRequest& request) {
                return take(QString::fromUtf8(request.method) + u' ' + request.path, request.body);
            },
        [this](const ExternalLink& link) { return take(QString::fromUtf8("LINK " + link.url), {}); }};
}

void ScriptedStatements::add(const QString& call, ApiResult result) {
    const QMutexLocker lock(&m_mutex);
    m_answers[call].push_back(std::move(result));
}

void ScriptedStatements::answer(const QString& call, const QByteArray& json) {
    ApiAnswer answer;
    answer.status = 200;
    answer.body = json;
    add(call, answer);
}

void ScriptedStatements::fail(
    const QString& call, int status, const QString& code, const QString& message, ErrorCode error) {
    ApiError failed{{error, message, {}}, {}};
    failed.fault.httpStatus = status;
    failed.fault.errorCode = code;
    failed.fault.serverMessage = message;
    add(call, std::unexpected(failed));
}

QFuture<ApiResult> ScriptedStatements::take(const QString& call, const QByteArray& body) {
    const QMutexLocker lock(&m_mutex);
    m_made += call;
    if (!body.isEmpty())
        m_lastBody = body;
    auto promise = std::make_shared<QPromise<ApiResult>>();
    promise->start();
    if (auto& answers = m_answers[call]; !answers.empty()) {
        promise->addResult(std::move(answers.front()));
        answers.pop_front();
        promise->finish();
    } else {
        m_open.emplace_back(call, promise);
    }
    return promise->future();
}

void ScriptedStatements::release(const QString& call, const QByteArray& json) {
    const QMutexLocker lock(&m_mutex);
    const auto found = std::ranges::find(m_open, call, &decltype(m_open)::value_type::first);
    ApiAnswer answer;
    answer.status = 200;
    answer.body = json;
    found->second->addResult(std::move(answer));
    found->second->finish();
    m_open.erase(found);
}

QStringList ScriptedStatements::made() const {
    const QMutexLocker lock(&m_mutex);
    return m_made;
}

QByteArray ScriptedStatements::lastBody() const {
    const QMutexLocker lock(&m_mutex);
    return m_lastBody;
}

int ScriptedStatements::waiting() const {
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(std::ranges::count_if(m_open, [](const auto& open) { return !open.second->isCanceled(); }));
}

} // namespace spanglass::test
