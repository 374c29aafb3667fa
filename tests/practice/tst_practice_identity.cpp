#include "tests/practice/PracticeClient.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Scim = u"/api/2.0/preview/scim/v2/"_s;

} // namespace

class TestPracticeIdentity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPersonalTokenSaysWhoCalls() {
        PracticeClient client;
        client.actAs(u"ben"_s);
        const auto me = client.get(Scim + u"Me"_s);
        QCOMPARE(me.json().value("userName"_L1).toString(), u"ben@practice.example"_s);
        QVERIFY(!me.fields.value("x-databricks-org-id").isEmpty());
    }

    void aCallWithoutACredentialIsUnauthenticated() {
        PracticeClient client;
        client.actAs({});
        const auto answer = client.get(Scim + u"Me"_s);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.code(), u"UNAUTHENTICATED"_s);
    }

    void aPersonalTokenOfAnotherWorkspaceIsRefusedWith403() {
        PracticeClient client;
        client.useToken("dapi00000000000000000000000000000000");
        const auto answer = client.get(Scim + u"Me"_s);
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.message(), u"Invalid access token."_s);
    }

    void everyAnswerHasARequestId() {
        PracticeClient client;
        const auto first = client.get(Scim + u"Me"_s);
        const auto missing = client.get(u"/api/2.0/nothing"_s);
        QVERIFY(!first.fields.value("x-request-id").isEmpty());
        QVERIFY(!missing.fields.value("x-request-id").isEmpty());
        QVERIFY(first.fields.value("x-request-id") != missing.fields.value("x-request-id"));
    }

    void anUnknownPathIsNamedAsSuch() {
        PracticeClient client;
        const auto answer = client.get(u"/api/2.0/nothing"_s);
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.code(), u"ENDPOINT_NOT_FOUND"_s);
    }

    void usersAreFoundByName() {
        PracticeClient client;
        const auto found = client.get(Scim + u"Users?filter=userName%20eq%20%22cleo@practice.example%22"_s).json();
        QCOMPARE(found.value("totalResults"_L1).toInt(), 1);
        const auto user = found.value("Resources"_L1).toArray().at(0).toObject();
        QCOMPARE(user.value("groups"_L1).toArray().at(1).toObject().value("display"_L1).toString(), u"analysts"_s);
    }

    void aPageBeyondTheLastUserIsEmpty() {
        PracticeClient client;
        const auto first = client.get(Scim + u"Users?startIndex=1&count=3"_s).json();
        const auto beyond = client.get(Scim + u"Users?startIndex=5&count=3"_s).json();
        QCOMPARE(first.value("Resources"_L1).toArray().size(), 3);
        QCOMPARE(beyond.value("Resources"_L1).toArray().size(), 0);
    }

    void aMissingUserIsToldTheScimWay() {
        PracticeClient client;
        const auto answer = client.get(Scim + u"Users/12"_s);
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.json().value("status"_L1).toString(), u"404"_s);
        QVERIFY(answer.json().contains("detail"_L1));
    }

    void theSecretsAreForTheirOwnerAlone() {
        PracticeClient client;
        const auto permissions = QFileInfo(client.address().secretsFile).permissions();
        QVERIFY(permissions & QFileDevice::ReadOwner);
        QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }

    void tokensHoldOverARestart() {
        QTemporaryDir folder;
        PracticeOptions options;
        options.dataFolder = folder.path();
        QByteArray token;
        {
            PracticeClient before(options);
            token = before.token();
        }
        PracticeClient after(options);
        QCOMPARE(after.token(), token);
    }

    void aFolderServesOneWorkspaceAtATime() {
        QTemporaryDir folder;
        PracticeOptions options;
        options.dataFolder = folder.path();
        PracticeClient first(options);
        PracticeWorkspace second;
        const auto started = second.start(options);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::Busy);
    }

    void aMistypedFaultIsNamed() {
        PracticeWorkspace workspace;
        PracticeOptions options;
        options.faults = {u"no-such-fault"_s};
        const auto started = workspace.start(options);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::BadInput);
        QVERIFY(started.error().message.contains(u"no-such-fault"_s));
    }
};

QTEST_GUILESS_MAIN(TestPracticeIdentity)
#include "tst_practice_identity.moc"
