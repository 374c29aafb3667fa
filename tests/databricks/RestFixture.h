#pragma once

#include "services/auth/ApiClient.h"
#include "services/auth/FixedToken.h"
#include "tests/auth/AuthFixture.h"
#include "tests/support/ScriptedServer.h"

namespace spanglass::test {

/// A connection with a fixed token to a server that answers as told.
struct RestFixture {
    ScriptedServer server;
    AuthFixture auth;
    ApiClient api{settings(), std::make_shared<FixedToken>(FixedToken::bearer(Secret("fake-token")), server.url()),
        auth.ports(), {.maxTries = 1, .retryStep = std::chrono::milliseconds(1)}};

    AuthThread& thread() { return auth.thread; }
    void answers(const QByteArray& path, const QByteArray& json, int status = 200, const HttpFields& more = {}) {
        server.on(path, [=](const SeenRequest&) { return jsonReply(status, json, more); });
    }
    /// Pages of a list: the one without a token, then those that `next_page_token` leads to.
    void answersInPages(const QByteArray& path, const QMap<QString, QByteArray>& pageByToken) {
        server.on(path, [=](const SeenRequest& request) {
            return jsonReply(200, pageByToken.value(request.query.queryItemValue(QStringLiteral("page_token"))));
        });
    }

private:
    ConnectionSettings settings() const {
        ConnectionSettings out;
        out.host = server.url();
        out.credential = CredentialKind::AccessToken;
        return out;
    }
};

} // namespace spanglass::test
