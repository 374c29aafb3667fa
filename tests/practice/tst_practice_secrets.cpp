// Secret scopes: names, values, and who may do what.
#include "tests/practice/PracticeClient.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Scopes = u"/api/2.0/secrets/scopes/"_s;
const QString Secrets = u"/api/2.0/secrets/"_s;
const QString Acls = u"/api/2.0/secrets/acls/"_s;

QStringList under(const PracticeAnswer& answer, const char* list, const char* name) {
    QStringList out;
    for (const auto& each : answer.json().value(QLatin1StringView(list)).toArray())
        out << each.toObject().value(QLatin1StringView(name)).toString();
    return out;
}

} // namespace

class TestPracticeSecrets : public QObject {
    Q_OBJECT
private:
    static QJsonObject secret(const QString& value = u"fake"_s) {
        return {{u"scope"_s, u"s"_s}, {u"key"_s, u"k"_s}, {u"string_value"_s, value}};
    }
    static void makeScope(PracticeClient& client) {
        QCOMPARE(client.post(Scopes + u"create"_s, {{u"scope"_s, u"s"_s}}).status, 200);
    }
    static PracticeAnswer allow(PracticeClient& client, const QString& who, const QString& level) {
        return client.post(Acls + u"put"_s, {{u"scope"_s, u"s"_s}, {u"principal"_s, who}, {u"permission"_s, level}});
    }

private Q_SLOTS:
    void aSecretIsPutReadAndDeleted() {
        PracticeClient client;
        makeScope(client);
        QCOMPARE(client.post(Secrets + u"put"_s, secret(u"välue"_s)).status, 200);
        QCOMPARE(under(client.get(Secrets + u"list?scope=s"_s), "secrets", "key"), QStringList{u"k"_s});
        const auto value = client.get(Secrets + u"get?scope=s&key=k"_s).json().value("value"_L1).toString();
        QCOMPARE(QByteArray::fromBase64(value.toLatin1()), QByteArray("välue"));
        QCOMPARE(client.post(Secrets + u"delete"_s, {{u"scope"_s, u"s"_s}, {u"key"_s, u"k"_s}}).status, 200);
        QCOMPARE(client.get(Secrets + u"get?scope=s&key=k"_s).code(), u"RESOURCE_DOES_NOT_EXIST"_s);
        QVERIFY(under(client.get(Secrets + u"list?scope=s"_s), "secrets", "key").isEmpty());
    }

    void bytesAreTakenInBase64() {
        PracticeClient client;
        makeScope(client);
        const QString bytes = QString::fromLatin1(QByteArray("\x00\xff", 2).toBase64());
        QCOMPARE(client.post(Secrets + u"put"_s, {{u"scope"_s, u"s"_s}, {u"key"_s, u"k"_s}, {u"bytes_value"_s, bytes}})
                     .status,
            200);
        QCOMPARE(client.get(Secrets + u"get?scope=s&key=k"_s).json().value("value"_L1).toString(), bytes);
    }

    void whatIsWrongWithASecretIsSaid_data() {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("words");
        QJsonObject both = secret();
        both.insert(u"bytes_value"_s, u"AA=="_s);
        QTest::newRow("two values") << both << u"Exactly one of"_s;
        QTest::newRow("too large") << secret(QString(200'000, u'x')) << u"128 KB"_s;
        QJsonObject badKey = secret();
        badKey.insert(u"key"_s, u"a b"_s);
        QTest::newRow("bad key") << badKey << u"A key must hold"_s;
        QJsonObject elsewhere = secret();
        elsewhere.insert(u"scope"_s, u"none"_s);
        QTest::newRow("no scope") << elsewhere << u"Scope none does not exist!"_s;
    }
    void whatIsWrongWithASecretIsSaid() {
        QFETCH(QJsonObject, body);
        QFETCH(QString, words);
        PracticeClient client;
        makeScope(client);
        const auto answer = client.post(Secrets + u"put"_s, body);
        QVERIFY2(answer.status >= 400 && answer.message().contains(words), answer.body.constData());
    }

    void aScopeIsListedOnlyToThoseWhoMayRead() {
        PracticeClient client;
        makeScope(client);
        client.actAs(u"ben"_s);
        QVERIFY(under(client.get(Scopes + u"list"_s), "scopes", "name").isEmpty());
        QCOMPARE(client.get(Secrets + u"list?scope=s"_s).code(), u"PERMISSION_DENIED"_s);
        client.actAs(u"ada"_s);
        QCOMPARE(allow(client, u"ben@practice.example"_s, u"READ"_s).status, 200);
        client.actAs(u"ben"_s);
        QCOMPARE(under(client.get(Scopes + u"list"_s), "scopes", "name"), QStringList{u"s"_s});
        QCOMPARE(client.post(Secrets + u"put"_s, secret()).code(), u"PERMISSION_DENIED"_s);
    }

    void aGroupsPermissionHoldsForItsMembersUntilItIsTakenAway() {
        PracticeClient client;
        makeScope(client);
        QCOMPARE(allow(client, u"analysts"_s, u"WRITE"_s).status, 200);
        QCOMPARE(client.get(Acls + u"get?scope=s&principal=analysts"_s).json().value("permission"_L1).toString(),
            u"WRITE"_s);
        QVERIFY(under(client.get(Acls + u"list?scope=s"_s), "items", "principal").contains(u"analysts"_s));
        client.actAs(u"cleo"_s);
        QCOMPARE(client.post(Secrets + u"put"_s, secret()).status, 200);
        client.actAs(u"ada"_s);
        QCOMPARE(client.post(Acls + u"delete"_s, {{u"scope"_s, u"s"_s}, {u"principal"_s, u"analysts"_s}}).status, 200);
        client.actAs(u"cleo"_s);
        QCOMPARE(client.post(Secrets + u"put"_s, secret()).code(), u"PERMISSION_DENIED"_s);
    }

    void aPermissionIsForSomebodyWhoIsThereAndALevelThatIsKnown() {
        PracticeClient client;
        makeScope(client);
        QCOMPARE(allow(client, u"nobody@practice.example"_s, u"READ"_s).code(), u"RESOURCE_DOES_NOT_EXIST"_s);
        QCOMPARE(allow(client, u"analysts"_s, u"OWN"_s).code(), u"INVALID_PARAMETER_VALUE"_s);
    }

    void aScopeIsMadeOnceAndGoesWithItsSecrets() {
        PracticeClient client;
        makeScope(client);
        QCOMPARE(client.post(Scopes + u"create"_s, {{u"scope"_s, u"s"_s}}).code(), u"RESOURCE_ALREADY_EXISTS"_s);
        client.post(Secrets + u"put"_s, secret());
        QCOMPARE(client.post(Scopes + u"delete"_s, {{u"scope"_s, u"s"_s}}).status, 200);
        makeScope(client);
        QVERIFY(under(client.get(Secrets + u"list?scope=s"_s), "secrets", "key").isEmpty());
    }

    void secretsHoldOverARestart() {
        QTemporaryDir folder;
        PracticeOptions options;
        options.dataFolder = folder.path();
        {
            PracticeClient client(options);
            makeScope(client);
            client.post(Secrets + u"put"_s, secret());
        }
        PracticeClient client(options);
        QCOMPARE(client.get(Secrets + u"get?scope=s&key=k"_s).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestPracticeSecrets)
#include "tst_practice_secrets.moc"
