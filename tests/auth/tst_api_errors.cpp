#include "services/auth/ApiFailure.h"
#include "services/auth/Redaction.h"

#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

/// The error shapes of databricks-api.md section 11.
class tst_api_errors : public QObject {
    Q_OBJECT
private:
    static ApiPlace place() {
        ApiPlace out;
        out.connection.host = u"https://w.example"_s;
        out.path = u"/api/2.0/x"_s;
        out.now = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
        return out;
    }
    static HttpAnswer answer(int status, const QByteArray& body, HttpFields fields = {}) {
        HttpAnswer out;
        out.status = status;
        out.body = body;
        out.fields = std::move(fields);
        out.url = QUrl(u"https://w.example/api/2.0/x"_s);
        return out;
    }

private Q_SLOTS:
    void readsEveryShape_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << QString() << QString();
        QTest::newRow("platform") << QByteArray(R"({"error_code":"NOT_FOUND","message":"no such thing"})")
                                  << u"NOT_FOUND"_s << u"no such thing"_s;
        QTest::newRow("1.2") << QByteArray(R"({"error":"old form"})") << QString() << u"old form"_s;
        QTest::newRow("OAuth") << QByteArray(R"({"error":"invalid_token","error_description":"ended"})") << QString()
                               << u"invalid_token: ended"_s;
        QTest::newRow("SCIM") << QByteArray(
            R"({"schemas":["x"],"detail":"not you","status":"401","scimType":"invalid"})")
                              << u"SCIM_401"_s << u"invalid not you"_s;
        QTest::newRow("SCIM, number") << QByteArray(R"({"detail":"not you","status":404})") << u"SCIM_404"_s
                                      << u"not you"_s;
        QTest::newRow("text") << QByteArray("INVALID_STATE: not now") << u"INVALID_STATE"_s << u"not now"_s;
        QTest::newRow("plain text") << QByteArray("Bad Target: x") << QString() << u"Bad Target: x"_s;
        QTest::newRow("HTML title") << QByteArray("<!DOCTYPE html><title>Gate &</title><p>x") << QString()
                                    << u"Gate &"_s;
        QTest::newRow("HTML pre") << QByteArray("<html><title>t</title><pre>the <b>reason</b></pre>") << QString()
                                  << u"the reason"_s;
        QTest::newRow("broken JSON") << QByteArray("{\"error_code\": \"X") << QString() << QString();
        QTest::newRow("array") << QByteArray("[1]") << QString() << QString();
        QTest::newRow("numbers for texts") << QByteArray(R"({"error_code":5,"message":[]})") << QString() << QString();
    }
    void readsEveryShape() {
        QFETCH(QByteArray, body);
        const auto read = ApiErrorBody::read(answer(400, body));
        QTEST(read.code, "code");
        QTEST(read.message, "message");
    }

    void detailsGiveTheRequestIdAndTheWait() {
        const auto read = ApiErrorBody::read(answer(429, R"({"error_code":"RESOURCE_EXHAUSTED","message":"m","details":[
            {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r-1"},
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"7.5s"}, 3]})"));
        QCOMPARE(read.requestId, u"r-1"_s);
        QCOMPARE(read.retryAfter, std::optional(std::chrono::seconds(7)));
    }

    void theHeaderSaysHowLongToWait() {
        QCOMPARE(ApiErrorBody::read(answer(429, {}, {{"retry-after", "12"}})).retryAfter,
            std::optional(std::chrono::seconds(12)));
        QVERIFY(!ApiErrorBody::read(answer(429, {}, {{"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}})).retryAfter);
    }

    void eachRefusalHasItsMeaning_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("remedy");
        const auto json = [](const char* code) -> QByteArray {
            return QByteArray("{\"error_code\":\"") + code + "\",\"message\":\"m\"}";
        };
        QTest::newRow("forbidden") << 403 << json("PERMISSION_DENIED") << u"not-allowed"_s << u"privilege"_s;
        QTest::newRow("IP access list")
            << 403 << QByteArray("Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 1")
            << u"not-allowed"_s << u"IP access list"_s;
        QTest::newRow("feature") << 400 << json("FEATURE_DISABLED") << u"not-allowed"_s << u"turn this feature on"_s;
        QTest::newRow("endpoint") << 404 << json("ENDPOINT_NOT_FOUND") << u"not-found"_s
                                  << u"does not offer /api/2.0/x"_s;
        QTest::newRow("resource") << 404 << json("RESOURCE_DOES_NOT_EXIST") << u"not-found"_s << u"name or id"_s;
        QTest::newRow("404 without a code") << 404 << QByteArray() << u"not-found"_s << u"does not offer"_s;
        QTest::newRow("exists, older status") << 400 << json("RESOURCE_ALREADY_EXISTS") << u"conflict"_s << QString();
        QTest::newRow("parameter") << 400 << json("INVALID_PARAMETER_VALUE") << u"bad-input"_s << QString();
        QTest::newRow("too many") << 429 << json("REQUEST_LIMIT_EXCEEDED") << u"rate-limited"_s << u"try again"_s;
        QTest::newRow("unavailable") << 503 << json("TEMPORARILY_UNAVAILABLE") << u"busy"_s << u"try again"_s;
        QTest::newRow("late") << 504 << json("DEADLINE_EXCEEDED") << u"timed-out"_s << u"all the same"_s;
        QTest::newRow("server") << 500 << json("INTERNAL_ERROR") << u"busy"_s << QString();
        QTest::newRow("cancelled") << 499 << json("CANCELLED") << u"cancelled"_s << QString();
        QTest::newRow("conflict") << 409 << json("ABORTED") << u"conflict"_s << QString();
        QTest::newRow("redirect of a POST") << 302 << QByteArray() << u"bad-input"_s << u"elsewhere"_s;
    }
    void eachRefusalHasItsMeaning() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, remedy);
        const auto error = apiFailure(answer(status, body), place());
        QTEST(QString(errorCodeName(error.code)), "code");
        QVERIFY2(error.remedy.contains(remedy), qPrintable(error.remedy));
        QVERIFY(error.message.contains("https://w.example"_L1));
        QCOMPARE(error.fault.httpStatus, status);
        QVERIFY(!error.fault.signIn);
    }

    void unauthorizedAndForbiddenAreToldApart() {
        const auto unauthorized = apiFailure(answer(401, R"({"error_code":"UNAUTHENTICATED","message":"m"})"), place());
        QCOMPARE(unauthorized.code, ErrorCode::NeedsSignIn);
        QCOMPARE(unauthorized.fault.signIn, std::optional(SignInFault::Unauthorized));
        const auto badToken = apiFailure(answer(403, "Invalid access token."), place());
        QCOMPARE(badToken.code, ErrorCode::NeedsSignIn);
        QCOMPARE(apiFailure(answer(403, R"({"error_code":"PERMISSION_DENIED"})"), place()).code, ErrorCode::NotAllowed);
    }

    void aWrongClockIsBlamedForA401() {
        const auto error = apiFailure(answer(401, {}, {{"date", "Sun, 01 Mar 2026 11:40:00 GMT"}}), place());
        QCOMPARE(error.fault.signIn, std::optional(SignInFault::ClockSkew));
        QVERIFY(error.message.contains("20 minutes ahead"_L1));
        const auto close = apiFailure(answer(401, {}, {{"date", "Sun, 01 Mar 2026 11:58:00 GMT"}}), place());
        QCOMPARE(close.fault.signIn, std::optional(SignInFault::Unauthorized));
    }

    void pagesForPeopleAreTheirOwnCase() {
        auto login = answer(200, "<!doctype html><title>Sign in</title>");
        login.url = QUrl(u"https://w.example/login.html"_s);
        QCOMPARE(pageInstead(login, place())->fault.signIn, std::optional(SignInFault::Unauthorized));
        auto link = answer(200, "<html>");
        link.url = QUrl(u"https://w.example/login.html?error=private-link-validation-error"_s);
        QVERIFY(pageInstead(link, place())->message.contains("Private Link"_L1));
        auto proxy = answer(200, "<html><title>Blocked by policy</title>");
        proxy.url = QUrl(u"https://gate.example/blocked"_s);
        QCOMPARE(pageInstead(proxy, place())->fault.signIn, std::optional(SignInFault::Proxy));
        QVERIFY(pageInstead(proxy, place())->message.contains("Blocked by policy"_L1));
        QCOMPARE(pageInstead(answer(200, "<html><title>Other site</title>"), place())->fault.signIn,
            std::optional(SignInFault::WrongHost));
        QVERIFY(!pageInstead(answer(200, R"({"a":"<html>"})"), place()));
    }

    void supportGetsTheRequestId() {
        auto refused = answer(403, R"({"error_code":"PERMISSION_DENIED","message":"no"})");
        refused.requestId = "req-9";
        QCOMPARE(apiFailure(refused, place()).fault.details(),
            u"HTTP status: 403\nError code: PERMISSION_DENIED\nServer's message: no\nRequest id: req-9"_s);
    }

    void aDeadLinkIsNoMatterOfSigningIn() {
        const auto error
            = linkFailure(answer(403, "<Error><Code>ExpiredToken</Code><Message>x</Message></Error>"), place());
        QVERIFY(!error.fault.signIn);
        QCOMPARE(error.fault.errorCode, u"ExpiredToken"_s);
        QVERIFY(error.remedy.contains("run the statement again"_L1));
    }

    void secretsAreMaskedInWhatTheServerSays() {
        auto where = place();
        where.secrets = {Secret("planted-secret")};
        const auto error = apiFailure(
            answer(400,
                R"({"error_code":"BAD_planted-secret","message":"got planted-secret and Bearer abcdefgh12345678 and dapi0123456789abcdef"})"),
            where);
        const QString everything = error.oneLine() + error.fault.details();
        QVERIFY(!everything.contains("planted-secret"_L1));
        QVERIFY(!everything.contains("abcdefgh1234"_L1));
        QVERIFY(!everything.contains("dapi0123"_L1));
    }

    void textOfOthersIsCutAndCleaned() {
        QCOMPARE(redacted(u"a\x1b[31m\n b"_s), u"a[31m b"_s);
        QCOMPARE(redacted(QString(1000, u'x'), {}, 10), QString(10, u'x') + u'…');
        QCOMPARE(redacted(u"a word"_s, {Secret("a")}), u"a word"_s);
    }
};

QTEST_APPLESS_MAIN(tst_api_errors)
#include "tst_api_errors.moc"
