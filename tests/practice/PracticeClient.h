#pragma once

#include "services/practice/PracticeWorkspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTest>

namespace spanglass::test {

struct PracticeAnswer {
    int status = 0;
    QMap<QByteArray, QByteArray> fields; ///< names in lower case
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString code() const { return json().value(QLatin1StringView("error_code")).toString(); }
    QString message() const { return json().value(QLatin1StringView("message")).toString(); }
};

/// A practice workspace on a free port, and blocking calls to it as one of its people.
class PracticeClient {
public:
    /// Ends the test when it does not start.
    explicit PracticeClient(PracticeOptions options = {});

    PracticeWorkspace& workspace() { return m_workspace; }
    const PracticeAddress& address() const { return m_address; }
    QString base() const { return m_address.url.toString(); }

    /// "ada", "ben", "cleo", "dan": who further calls are by, with the personal access token. Empty: no credential.
    void actAs(const QString& who);
    /// Further calls carry this token.
    void useToken(const QByteArray& token) { m_token = token; }
    QByteArray token() const { return m_token; }
    /// The entry of the secrets file whose display name or user name begins so.
    QJsonObject secretsOf(const QString& who) const;
    /// An OAuth access token of the practice service principal.
    QByteArray machineToken();

    PracticeAnswer get(const QString& path) { return call("GET", path); }
    PracticeAnswer post(const QString& path, const QJsonObject& body) {
        return call("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    PracticeAnswer patch(const QString& path, const QJsonObject& body) {
        return call("PATCH", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    PracticeAnswer form(const QString& path, const QByteArray& body, const QByteArray& fields = {}) {
        return call("POST", path, body, "Content-Type: application/x-www-form-urlencoded\r\n" + fields);
    }
    /// The id of a new experiment.
    QString makeExperiment(const QString& name) {
        return post(QStringLiteral("/api/2.0/mlflow/experiments/create"), {{QStringLiteral("name"), name}})
            .json()
            .value(QLatin1StringView("experiment_id"))
            .toString();
    }
    /// `fields`: further header lines, each with its CRLF.
    PracticeAnswer call(
        const QByteArray& method, const QString& path, const QByteArray& body = {}, const QByteArray& fields = {});

private:
    PracticeWorkspace m_workspace;
    PracticeAddress m_address;
    QByteArray m_token;
};

} // namespace spanglass::test
