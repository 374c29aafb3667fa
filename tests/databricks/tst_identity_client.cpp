#include "services/databricks/IdentityClient.h"
#include "tests/databricks/RestFixture.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class TestIdentityClient : public QObject {
    Q_OBJECT

    static constexpr auto Me = "/api/2.0/preview/scim/v2/Me";

private Q_SLOTS:
    void personIsDescribed() {
        RestFixture rest;
        rest.answers(Me,
            R"({"id":"7","userName":"ann@x.test","displayName":"Ann","active":true,)"
            R"("emails":[{"value":"old@x.test"},{"value":"ann@x.test","primary":true}],)"
            R"("groups":[{"display":"users","value":"1"},{"display":"ml","value":"2"}]})",
            200, {{"X-Databricks-Org-Id", "42"}});
        const auto me = got(IdentityClient(rest.api, rest.thread()).me());
        QVERIFY(me);
        const Identity expected{.id = u"7"_s,
            .userName = u"ann@x.test"_s,
            .displayName = u"Ann"_s,
            .email = u"ann@x.test"_s,
            .groups = {u"users"_s, u"ml"_s},
            .active = true,
            .workspaceId = u"42"_s};
        QCOMPARE(*me, expected);
        QCOMPARE(rest.server.seen().first().field("authorization"), "Bearer fake-token");
    }

    void servicePrincipalIsNamedByItsApplicationId() {
        RestFixture rest;
        rest.answers(Me, R"({"id":"8","applicationId":"00000000-0000-4000-8000-000000000001","active":false})");
        const auto me = got(IdentityClient(rest.api, rest.thread()).me());
        QVERIFY(me);
        QCOMPARE(me->userName, u"00000000-0000-4000-8000-000000000001"_s);
        QVERIFY(!me->active);
        QVERIFY(me->email.isEmpty());
    }

    void answerWithoutANameIsNotTaken() {
        for (const char* body : {"{}", "[]", "\"text\"", "{\"userName\":5}", "not json at all"}) {
            RestFixture rest;
            rest.answers(Me, body);
            const auto me = got(IdentityClient(rest.api, rest.thread()).me());
            QVERIFY(!me);
            QCOMPARE(me.error().code, body[0] == 'n' ? ErrorCode::Damaged : ErrorCode::BadInput);
        }
    }

    void refusalKeepsItsCode() {
        RestFixture rest;
        rest.answers(Me, R"({"schemas":[],"detail":"no","status":"403"})", 403);
        const auto me = got(IdentityClient(rest.api, rest.thread()).me());
        QVERIFY(!me);
        QCOMPARE(me.error().code, ErrorCode::NotAllowed);
        QCOMPARE(me.error().fault.httpStatus, 403);
    }

    void cancelReachesTheCall() {
        RestFixture rest;
        rest.server.hold(Me);
        auto future = IdentityClient(rest.api, rest.thread()).me();
        QTRY_COMPARE(rest.server.seen().size(), 1);
        future.cancel();
        future.waitForFinished();
        QTRY_COMPARE(rest.auth.http.trail().total(), 1u);
        QCOMPARE(rest.auth.http.trail().snapshot().first().fault, "cancelled"_L1);
        rest.server.release();
    }
};

QTEST_GUILESS_MAIN(TestIdentityClient)
#include "tst_identity_client.moc"
