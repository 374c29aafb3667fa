#pragma once

#include "services/core/OwnRecords.h"

namespace spanglass {

class HttpClient;

/// The log, the trail of the program's one HTTP client, and the crash note, as the window shows them. GUI thread.
class ProgramRecords final : public OwnRecords {
public:
    /// `http` must outlive this.
    explicit ProgramRecords(const HttpClient& http)
        : m_http(http) { }

    QList<LogMessage> messages() const override;
    quint64 messageCount() const override;
    QString logFile() const override;
    QList<RequestRecord> requests() const override;
    quint64 requestCount() const override;
    std::optional<QString> crash() const override;

private:
    const HttpClient& m_http;
};

} // namespace spanglass
