#pragma once

#include "services/auth/ApiClient.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "tests/auth/AuthFixture.h"
#include "tests/practice/PracticeClient.h"

namespace spanglass::test {

inline const QString RunningWarehouse = QStringLiteral("a1b2c3d4e5f60001");
inline const QString StoppedWarehouse = QStringLiteral("a1b2c3d4e5f60002");
inline const QString ArrowOnlyWarehouse = QStringLiteral("a1b2c3d4e5f60003");

/// A practice workspace as the program meets it: signed in, over HTTP.
class ConnectedWorkspace {
public:
    enum class SignIn : std::uint8_t { AccessToken, ServicePrincipal };

    /// With AccessToken as Ada, who may do everything.
    explicit ConnectedWorkspace(const PracticeOptions& options = {}, SignIn signIn = SignIn::AccessToken);

    PracticeClient& client() { return m_client; }
    PracticeWorkspace& practice() { return m_client.workspace(); }
    ApiClient& api() const { return *m_api; }
    AuthFixture& auth() { return m_auth; }
    const ConnectionSettings& settings() const { return m_api->connection(); }

    /// What a warehouse of this workspace is made with: short pauses, this id.
    DatabricksOptions options(const QString& id = RunningWarehouse) const;
    std::unique_ptr<DatabricksWarehouse> warehouse(const QString& id = RunningWarehouse) const {
        return std::make_unique<DatabricksWarehouse>(options(id));
    }
    /// How often a path that contains this has been asked for, every try counted; of the last 1,000 requests.
    int sent(const QByteArray& method, const QString& part) const;

private:
    PracticeClient m_client;
    AuthFixture m_auth;
    std::unique_ptr<ApiClient> m_api;
};

inline SqlRequest query(const QString& sql, std::uint64_t rows = 10'000) {
    SqlRequest request;
    request.sql = sql;
    request.rowLimit = rows;
    return request;
}

/// The value, or the end of the test program.
template <class T> T must(QFuture<Result<T>> future) {
    const Result<T> result = got(future);
    if (!result)
        qFatal("%s", qPrintable(result.error().oneLine()));
    return *result;
}

template <class T> Error errorOf(const Result<T>& answer) {
    return answer ? Error{ErrorCode::Bug, QStringLiteral("it answered"), {}} : answer.error();
}

} // namespace spanglass::test
