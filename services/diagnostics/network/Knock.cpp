#include "services/diagnostics/network/Knock.h"

#include "services/auth/ApiFailure.h"
#include "services/diagnostics/CheckContext.h"
#include "services/net/HttpClient.h"
#include "services/net/ProxyRoute.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What every host of its kind answers to anybody (databricks-api.md 1.2; mlflow server/__init__.py).
QString openPath(ConnectionKind kind) {
    switch (kind) {
    case ConnectionKind::Databricks:
    case ConnectionKind::Practice:
        return u"/.well-known/databricks-config"_s;
    case ConnectionKind::MlflowServer:
        return u"/version"_s;
    case ConnectionKind::Otlp:
        break;
    }
    return {};
}

Result<Knock> ask(CheckContext& context) {
    const auto api = context.api();
    if (!api)
        return std::unexpected(api.error());
    const ConnectionSettings& to = (*api)->connection();
    const AuthPorts& auth = context.ports().auth;
    Knock out{.url = QUrl(to.host + openPath(to.kind))};
    out.proxy = QString::fromLatin1(
        ProxyRoute::find(context.ports().program.network, QProcessEnvironment::systemEnvironment(), out.url).address);
    context.say(u"Knocking at %1"_s.arg(to.host));
    HttpRequest request;
    request.url = out.url;
    request.deadline = 20s;
    request.maxBody = 1 << 20;
    request.retry = RetryRule::never(); // the first answer tells
    const auto answered = auth.http.send(std::move(request));
    const auto cancelled = [&] { return context.isCancelled(); };
    out.result = waited(answered, cancelled);
    if (out.result && to.kind != ConnectionKind::Otlp)
        out.page = pageInstead(*out.result, {to, out.url.path(), {}, auth.now()});
    return out;
}

} // namespace

Result<Knock> knock(CheckContext& context) {
    return context.once<Result<Knock>>(u"knock"_s, [&] { return ask(context); });
}

} // namespace spanglass
