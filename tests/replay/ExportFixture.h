#pragma once

#include "services/auth/TokenProvider.h"
#include "services/auth/WhenDone.h"
#include "services/replay/exporters/HttpExporter.h"
#include "tests/auth/AuthFixture.h"
#include "tests/replay/ScriptedSink.h"

#include <future>

namespace spanglass::test {

/// Gives token-1, then token-2 after that was refused, and so on up to the last; that one cannot be renewed.
class NumberedTokens final : public TokenProvider {
public:
    explicit NumberedTokens(int last)
        : m_last(last) { }

    QFuture<TokenResult> token() override { return readyFuture<TokenResult>(numbered(m_now)); }
    QFuture<TokenResult> renewed(Token) override {
        if (m_now == m_last)
            return readyFuture<TokenResult>(std::unexpected(signInError(SignInFault::Unauthorized)));
        return readyFuture<TokenResult>(numbered(++m_now));
    }

private:
    static Token numbered(int number) { return {Secret("token-" + QByteArray::number(number)), {}}; }

    const int m_last;
    std::atomic<int> m_now = 1;
};

inline std::future<ExportAnswer> started(Exporter& exporter, Parcel parcel) {
    const auto promise = std::make_shared<std::promise<ExportAnswer>>();
    exporter.send(std::move(parcel), [promise](ExportAnswer answer) { promise->set_value(std::move(answer)); });
    return promise->get_future();
}

inline ExportAnswer sent(Exporter& exporter, Parcel parcel) { return started(exporter, std::move(parcel)).get(); }

inline TargetRoute routeOf(const ReplayTarget& target, const QString& host = {}) {
    const auto route = TargetRoute::of(target, host);
    if (!route)
        qFatal("%s", qPrintable(route.error().oneLine()));
    return *route;
}

/// A request of one resource with fields that no OTLP version has, at several levels.
inline QByteArray strangeRequest() {
    return QByteArray::fromHex("0a04"
                               "1a020a00" // resource group: schema url
                               "0a07"
                               "fa7f04"
                               "01020304" // an unknown field in it
                               "aa1f03"
                               "616263"); // one beside the groups
}

} // namespace spanglass::test
