#pragma once

#include "services/warehouse/databricks/StatementCalls.h"

#include <QMutex>
#include <QPromise>

#include <deque>

namespace spanglass::test {

/// A statement API that answers what a test has written down, in the order of the calls, each under the method and path
/// that it is for. Calls for which nothing is written wait until they are cancelled. Any thread.
class ScriptedStatements {
public:
    StatementCalls calls();

    /// The next answer to a call whose method and path are "POST /api/2.0/sql/statements".
    void answer(const QString& call, const QByteArray& json);
    void fail(const QString& call, int status, const QString& code, const QString& message, ErrorCode error);
    /// For links, by their address.
    void answerLink(const QByteArray& url, const QByteArray& body) { answer(QString::fromUtf8("LINK " + url), body); }

    /// Answers the oldest call of this name that waits.
    void release(const QString& call, const QByteArray& json);

    QStringList made() const; ///< calls so far
    QByteArray lastBody() const;
    int waiting() const; ///< calls without an answer that nobody has cancelled

private:
    QFuture<ApiResult> take(const QString& call, const QByteArray& body);
    void add(const QString& call, ApiResult result);

    mutable QMutex m_mutex;
    std::map<QString, std::deque<ApiResult>> m_answers;
    std::vector<std::pair<QString, std::shared_ptr<QPromise<ApiResult>>>> m_open;
    QStringList m_made;
    QByteArray m_lastBody;
};

} // namespace spanglass::test
