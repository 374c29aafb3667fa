#pragma once

#include "services/auth/AuthThread.h"
#include "services/auth/KeychainSecrets.h"
#include "services/core/NetworkControl.h"
#include "services/net/HttpClient.h"

#include <QFutureWatcher>

namespace spanglass {

class Settings;

/// The program's one HTTP client, with what signing in runs on and where secrets are kept. Reads the network settings
/// and the proxy's password when it is made. GUI thread.
class Network final : public NetworkControl {
    Q_OBJECT
public:
    /// `settings` must outlive this.
    explicit Network(Settings& settings, QObject* parent = nullptr);
    ~Network() override;

    HttpClient& http() { return m_http; }
    AuthThread& thread() { return m_thread; }
    SecretStore& secrets() { return m_secrets; }

    const NetworkSettings& settings() const override { return m_now; }
    void apply(const NetworkSettings& settings) override;
    QString environmentProxy() const override;
    SecretPlace secretPlace() const override { return m_secrets.place(); }
    QFuture<Result<NetworkCheck>> check(const QUrl& url, const NetworkSettings& settings) override;

private:
    void takePassword();

    Settings& m_settings;
    NetworkSettings m_now;
    AuthThread m_thread;
    KeychainSecrets m_secrets;
    HttpClient m_http;
    QFutureWatcher<Result<Secret>> m_reading;
    QFutureWatcher<Result<>> m_writing;
};

} // namespace spanglass
