#include "services/auth/FoundSettings.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class tst_found_settings : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    DatabricksConfig config(const QByteArray& text) {
        const QString path = m_folder.filePath(u"cfg"_s);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        file.close();
        return DatabricksConfig::load(path).value();
    }
    static NamedEnvironment variables(std::initializer_list<std::pair<QString, QString>> values) {
        NamedEnvironment out{{}, u"the environment"_s};
        for (const auto& [name, value] : values)
            out.values.insert(name, value);
        return out;
    }

private Q_SLOTS:
    void variablesComeFirstAndTheProfileFills() {
        const auto found = resolveSettings(
            variables({{u"DATABRICKS_CONFIG_PROFILE"_s, u"A"_s}, {u"DATABRICKS_HOST"_s, u"env.example"_s}}),
            config("[A]\nhost = file.example\ntoken = t\n"));
        QVERIFY(found);
        QCOMPARE(found->text("host"_L1), u"env.example"_s);
        QCOMPARE(found->text("token"_L1), u"t"_s);
        QCOMPARE(found->find("host"_L1)->source, u"DATABRICKS_HOST in the environment"_s);
        QVERIFY(found->find("token"_L1)->source.endsWith("profile A"_L1));
    }

    void theFileIsLeftAloneWhenVariablesSignInAndNoProfileIsNamed() {
        const auto found = resolveSettings(variables({{u"DATABRICKS_HOST"_s, u"h"_s}}),
            config("[__settings__]\ndefault_profile = A\n[A]\ntoken = t\n"));
        QVERIFY(found);
        QVERIFY(!found->has("token"_L1));
        QVERIFY(found->profile.isEmpty());
    }

    void aPlainVariableDoesNotHideTheFile() {
        const auto found
            = resolveSettings(variables({{u"DATABRICKS_WAREHOUSE_ID"_s, u"w"_s}}), config("[DEFAULT]\nhost = h\n"));
        QCOMPARE(found->text("host"_L1), u"h"_s);
        QCOMPARE(found->text("warehouse_id"_L1), u"w"_s);
    }

    void theProfileIsChosenInOrder() {
        const auto file = config(
            "[__settings__]\ndefault_profile = C\n[DEFAULT]\nhost = d\n[B]\nhost = b\n[C]\nhost = c\n[E]\nhost = e\n");
        const auto named = variables({{u"DATABRICKS_CONFIG_PROFILE"_s, u"B"_s}});
        QCOMPARE(resolveSettings(named, file, u"E"_s)->text("host"_L1), u"e"_s);
        QCOMPARE(resolveSettings(named, file)->text("host"_L1), u"b"_s);
        QCOMPARE(resolveSettings({}, file)->text("host"_L1), u"c"_s);
        QCOMPARE(resolveSettings({}, config("[DEFAULT]\nhost = d\n"))->text("host"_L1), u"d"_s);
    }

    void aMissingNamedProfileIsAFaultThatListsTheOthers() {
        const auto found = resolveSettings({}, config("[A]\nhost = a\n"), u"Typo"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().fault, SignInFault::NoSuchProfile);
        QVERIFY(found.error().message.contains("Typo"_L1));
        QVERIFY(found.error().message.contains("it has A"_L1));
    }

    void aMissingDefaultIsNone() {
        const auto found = resolveSettings({}, config("[A]\nhost = a\n"));
        QVERIFY(found);
        QVERIFY(found->values.isEmpty());
    }

    void theCredentialFollowsFromTheProfile_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("kind");
        QTest::newRow("token") << QByteArray("token = t") << u"access-token"_s;
        QTest::newRow("service principal") << QByteArray("client_id = c\nclient_secret = s") << u"client-secret"_s;
        QTest::newRow("own OAuth application") << QByteArray("client_id = c") << u"browser"_s;
        QTest::newRow("host only") << QByteArray("") << u"databricks-cli"_s;
        QTest::newRow("named CLI") << QByteArray("auth_type = databricks-cli") << u"databricks-cli"_s;
        QTest::newRow("named, with others beside it")
            << QByteArray("auth_type = oauth-m2m\ntoken = t\nclient_id = c\nclient_secret = s") << u"client-secret"_s;
        QTest::newRow("browser") << QByteArray("auth_type = external-browser") << u"browser"_s;
    }
    void theCredentialFollowsFromTheProfile() {
        QFETCH(QByteArray, text);
        const auto connection = connectionOf(profileSettings(config("[A]\nhost = a.example\n" + text + '\n'), u"A"_s));
        QVERIFY(!connection.problem);
        QVERIFY(connection.choices.isEmpty());
        QTEST(QString(credentialKindName(connection.settings.credential)), "kind");
    }

    void twoKindsInOneProfileAreAskedAbout() {
        const auto connection = connectionOf(
            profileSettings(config("[A]\nhost = a.example\ntoken = t\nclient_id = c\nclient_secret = s\n"), u"A"_s));
        QVERIFY(connection.problem);
        QCOMPARE(connection.choices, (QList{CredentialKind::AccessToken, CredentialKind::ClientSecret}));
    }

    void aKindThatIsNotSpokenIsNamed() {
        const auto connection
            = connectionOf(profileSettings(config("[A]\nhost = a.example\nauth_type = azure-cli\n"), u"A"_s));
        QVERIFY(connection.problem);
        QVERIFY(connection.problem->message.contains("azure-cli"_L1));
    }

    void aMissingHostIsNamed() {
        const auto connection = connectionOf(profileSettings(config("[A]\ntoken = t\n"), u"A"_s));
        QVERIFY(connection.problem);
        QCOMPARE(connection.problem->message, u"No host is given"_s);
    }

    void idsInTheHostAreKept() {
        const auto connection
            = connectionOf(profileSettings(config("[A]\nhost = https://a.example/?o=42\ntoken = t\n"), u"A"_s));
        QCOMPARE(connection.settings.host, u"https://a.example"_s);
        QCOMPARE(connection.settings.workspaceId, u"42"_s);
    }

    void secretsAreListedWithoutTheirValue() {
        const auto connection
            = connectionOf(profileSettings(config("[A]\nhost = a.example\ntoken = dapi-not-real\n"), u"A"_s));
        QCOMPARE(connection.values.size(), 2);
        QCOMPARE(connection.values[0].value, u"a.example"_s);
        QCOMPARE(connection.values[1].key, u"token"_s);
        QVERIFY(connection.values[1].secret);
        QVERIFY(connection.values[1].value.isEmpty());
    }
};

QTEST_APPLESS_MAIN(tst_found_settings)
#include "tst_found_settings.moc"
