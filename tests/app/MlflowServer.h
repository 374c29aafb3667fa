#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <optional>

namespace spanglass::test {

/// `mlflow server` of PyPI on loopback, as tests/interop/install.sh installs it, with everything in a folder of its
/// own.
class MlflowServer {
public:
    /// Its interpreter; none when it is not installed.
    static std::optional<QString> python();

    MlflowServer();
    ~MlflowServer();
    MlflowServer(const MlflowServer&) = delete;
    MlflowServer& operator=(const MlflowServer&) = delete;

    /// Waits until it answers.
    bool start();
    const QUrl& url() const { return m_url; }
    QByteArray log();
    /// The answer to GET (or POST of a body); nothing when there is none of 200.
    QByteArray ask(const QString& path, const QByteArray& body = {}) const;

private:
    QTemporaryDir m_folder;
    QUrl m_url;
    QProcess m_process;
};

} // namespace spanglass::test
