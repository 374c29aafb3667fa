#pragma once

#include "services/auth/ApiClient.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "tests/auth/AuthFixture.h"

#include <QProcess>

#include <mutex>

namespace spanglass::test {

/// A practice workspace in a process of its own, so that what is measured here is the client's alone: this program, run
/// again with --serve. Signed in as the first of its people.
class ServedWorkspace {
public:
    ServedWorkspace();
    ~ServedWorkspace();

    /// The other process's main function.
    static int serve();

    DatabricksOptions options();
    quint16 port() const { return m_port; }

    /// What has been asked since the last call, in order, to be asked again by askBare().
    struct Asked {
        QByteArray method;
        QByteArray path;
        QByteArray body;
        bool isSigned = true;
    };
    std::vector<Asked> takeAsked();
    /// The same questions over one bare connection, one after the other; milliseconds. What is left of a client's time
    /// beyond this is the client's own.
    double askBare(const std::vector<Asked>& questions) const;

private:
    void note(Asked asked);

    QProcess m_process;
    quint16 m_port = 0;
    QByteArray m_token;
    AuthFixture m_auth;
    std::unique_ptr<ApiClient> m_api;
    std::mutex m_mutex;
    std::vector<Asked> m_asked;
};

} // namespace spanglass::test
