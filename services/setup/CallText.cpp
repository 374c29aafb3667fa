#include "services/setup/CallText.h"

#include <nlohmann/json.hpp>

#include <QUrl>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Methods{"GET", "POST", "PUT", "PATCH", "DELETE"};

QString encoded(const QString& path) {
    QStringList parts = path.split(ExperimentIdMark);
    for (QString& each : parts)
        each = QString::fromLatin1(QUrl::toPercentEncoding(each, "/:.@"));
    return parts.join(ExperimentIdMark);
}

std::unexpected<Error> noCall(const SetupCall& call) {
    return failure(ErrorCode::BadInput, u"This is no call of the REST API: %1"_s.arg(call.text.section(u'\n', 0, 0)));
}

} // namespace

SetupCall restCall(const QString& purpose, const char* method, const QString& path, const nlohmann::json& body) {
    SetupCall call = restCall(purpose, method, path);
    call.text += u'\n' + QString::fromStdString(body.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return call;
}

SetupCall restCall(const QString& purpose, const char* method, const QString& path) {
    return {SetupCall::Kind::Rest, purpose, QString::fromLatin1(method) + u' ' + encoded(path)};
}

SetupCall sqlCall(const QString& purpose, const QString& statement) {
    return {SetupCall::Kind::Sql, purpose, statement};
}

Result<ApiRequest> requestOf(const SetupCall& call, const QByteArray& secret) {
    const QString line = call.text.section(u'\n', 0, 0);
    const QByteArray method = line.section(u' ', 0, 0).toLatin1();
    const QString path = line.section(u' ', 1);
    const bool known = std::ranges::any_of(Methods, [&](const char* each) { return method == each; });
    if (call.kind != SetupCall::Kind::Rest || !known || !path.startsWith(u'/'))
        return noCall(call);
    ApiRequest request;
    request.method = method;
    request.path = QUrl::fromPercentEncoding(path.toLatin1());
    request.body = call.text.section(u'\n', 1).toUtf8();
    if (request.path == "/api/2.0/secrets/put"_L1 && request.body.contains(SecretMark.toLatin1())) {
        if (secret.isEmpty())
            return failure(ErrorCode::BadInput, u"\"%1\" needs a secret that was not given."_s.arg(call.purpose),
                u"Enter it, then apply again."_s);
        // As JSON text: the secret may hold quotes.
        const std::string quoted = nlohmann::json(secret.toStdString()).dump();
        request.body.replace(QByteArray("\"<secret>\""), QByteArray::fromStdString(quoted));
    }
    request.expectsJson = false; // some answer with nothing at all
    return request;
}

} // namespace spanglass
