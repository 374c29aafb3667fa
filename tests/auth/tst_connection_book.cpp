#include "services/auth/ConnectionBook.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class tst_connection_book : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;

    QString path(const QString& name) const { return m_folder->filePath(name); }
    void put(const QString& name, const QByteArray& text) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray content(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ConnectionBook book() const { return ConnectionBook({path(u"own.json"_s), m_environment, m_folder->path()}); }
    static ConnectionSettings workspace(const QString& name) {
        ConnectionSettings out;
        out.name = name;
        out.host = u"w.example/?o=42"_s;
        return out;
    }
    static QStringList names(const ConnectionBook& book) {
        QStringList out;
        for (const Connection& one : book.connections())
            out += one.settings.name;
        return out;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_environment = {};
        m_environment.insert(u"DATABRICKS_CONFIG_FILE"_s, path(u"cfg"_s));
    }

    void nothingAnywhereIsAnEmptyBook() {
        auto it = book();
        QVERIFY(it.read());
        QVERIFY(it.connections().isEmpty());
    }

    void ownConnectionsAreKeptWithoutSecrets() {
        auto it = book();
        const auto id = it.save(workspace(u"Mine"_s));
        QVERIFY(id);
        auto again = book();
        QVERIFY(again.read());
        QCOMPARE(again.connections().size(), 1);
        const ConnectionSettings kept = again.connections()[0].settings;
        QCOMPARE(kept.id, *id);
        QCOMPARE(kept.host, u"https://w.example"_s);
        QCOMPARE(kept.workspaceId, u"42"_s);
        QVERIFY(!(QFile::permissions(path(u"own.json"_s)) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aConnectionBecomesAProfileAndTheRestOfTheFileStays() {
        put(u"cfg"_s, "; by hand\n[other]\nhost = https://o.example\n\n[mine]\nfoo = bar ; kept\n");
        auto it = book();
        auto settings = workspace(u"Mine"_s);
        settings.credential = CredentialKind::DatabricksCli;
        const auto id = it.save(settings);
        QVERIFY(it.writeProfile(*id, u"mine"_s));
        QCOMPARE(content(u"cfg"_s),
            "; by hand\n[other]\nhost = https://o.example\n\n[mine]\nfoo = bar ; kept\nhost = https://w.example\n"
            "auth_type = databricks-cli\nworkspace_id = 42\n");
        QVERIFY(!(QFile::permissions(path(u"cfg"_s)) & (QFile::ReadGroup | QFile::ReadOther)));
        const auto profile = it.find(u"profile:mine"_s);
        QVERIFY(profile);
        QCOMPARE(profile->settings.credential, CredentialKind::DatabricksCli);
    }

    void aProfileOfAnotherHostIsNotWrittenOver() {
        const QByteArray before = "[mine]\nhost = https://o.example\ntoken = not-a-token\n";
        put(u"cfg"_s, before);
        auto it = book();
        const auto id = it.save(workspace(u"Mine"_s));
        QCOMPARE(it.writeProfile(*id, u"mine"_s).error().code, ErrorCode::Conflict);
        QCOMPARE(content(u"cfg"_s), before);
    }

    void aProfileNeedsANameThatCanStandInTheFile() {
        auto it = book();
        const auto id = it.save(workspace(u"Mine"_s));
        QCOMPARE(it.writeProfile(*id, u"a]b"_s).error().code, ErrorCode::BadInput);
        QVERIFY(!QFile::exists(path(u"cfg"_s)));
    }

    void onlyAnAddedEnvFileCanBeForgotten() {
        put(u".env"_s, "DATABRICKS_HOST=https://here.example\n");
        put(u"more.env"_s, "DATABRICKS_HOST=https://more.example\n");
        auto it = book();
        QVERIFY(it.read());
        QVERIFY(it.addEnvFile(path(u"more.env"_s)));
        QStringList added;
        for (const Connection& one : it.connections())
            added += one.addedFile;
        added.sort();
        QCOMPARE(added, (QStringList{u""_s, path(u"more.env"_s)}));
    }

    void aChangedConnectionStaysOne() {
        auto it = book();
        auto settings = workspace(u"Mine"_s);
        settings.id = *it.save(settings);
        settings.name = u"Yours"_s;
        QVERIFY(it.save(settings));
        QCOMPARE(names(it), QStringList{u"Yours"_s});
    }

    void twoOfOneNameAreRefused() {
        auto it = book();
        QVERIFY(it.save(workspace(u"Mine"_s)));
        QCOMPARE(it.save(workspace(u"Mine"_s)).error().code, ErrorCode::Conflict);
    }

    void secretsInTheClearToAnotherMachineAreRefused() {
        auto it = book();
        auto settings = workspace(u"Mine"_s);
        settings.host = u"http://w.example"_s;
        QCOMPARE(it.save(settings).error().code, ErrorCode::NotAllowed);
        settings.kind = ConnectionKind::MlflowServer;
        settings.credential = CredentialKind::None;
        QVERIFY(it.save(settings));
    }

    void removingIsForOwnOnesOnly() {
        put(u"cfg"_s, "[P]\nhost = p.example\ntoken = t\n");
        auto it = book();
        const QString id = *it.save(workspace(u"Mine"_s));
        QVERIFY(it.remove(id));
        QCOMPARE(names(it), QStringList{u"P"_s});
        QCOMPARE(it.remove(u"profile:P"_s).error().code, ErrorCode::NotFound);
    }

    void aDamagedFileIsNotOverwritten() {
        put(u"own.json"_s, "{ not JSON");
        put(u"cfg"_s, "[P]\nhost = p.example\ntoken = t\n");
        auto it = book();
        QCOMPARE(it.read().error().code, ErrorCode::Damaged);
        QCOMPARE(names(it), QStringList{u"P"_s});
        QCOMPARE(it.save(workspace(u"Mine"_s)).error().code, ErrorCode::Damaged);
        QCOMPARE(content(u"own.json"_s), QByteArray("{ not JSON"));
    }

    void aNewerFileIsLeftAlone() {
        put(u"own.json"_s, R"({"version":99})");
        auto it = book();
        QCOMPARE(it.read().error().code, ErrorCode::TooNew);
        QCOMPARE(it.choose(u"x"_s, CredentialKind::Browser).error().code, ErrorCode::TooNew);
    }

    void profilesAreFoundWithTheirSecretApart() {
        put(u"cfg"_s, "[P]\nhost = p.example\ntoken = dapi-planted\n");
        auto it = book();
        QVERIFY(it.read());
        const Connection found = *it.find(u"P"_s);
        QCOMPARE(found.origin, ConnectionOrigin::Profile);
        QCOMPARE(found.settings.id, u"profile:P"_s);
        QCOMPARE(found.settings.credential, CredentialKind::AccessToken);
        QCOMPARE(it.foundSecret(found).reveal(), QByteArray("dapi-planted"));
    }

    void aChoiceBetweenCredentialsIsKept() {
        put(u"cfg"_s, "[P]\nhost = p.example\ntoken = t\nclient_id = c\nclient_secret = s\n");
        auto it = book();
        QVERIFY(it.read());
        QVERIFY(it.find(u"P"_s)->problem);
        QVERIFY(it.choose(u"profile:P"_s, CredentialKind::ClientSecret));
        auto again = book();
        QVERIFY(again.read());
        const Connection chosen = *again.find(u"P"_s);
        QVERIFY(!chosen.problem);
        QCOMPARE(chosen.settings.credential, CredentialKind::ClientSecret);
        QCOMPARE(again.foundSecret(chosen).reveal(), QByteArray("s"));
    }

    void ownNamesComeBeforeProfiles() {
        put(u"cfg"_s, "[Same]\nhost = p.example\ntoken = t\n");
        auto it = book();
        QVERIFY(it.save(workspace(u"Same"_s)));
        QCOMPARE(it.find(u"Same"_s)->origin, ConnectionOrigin::Own);
        QCOMPARE(it.find(u"profile:Same"_s)->origin, ConnectionOrigin::Profile);
    }

    void anUnknownNameListsTheOthers() {
        put(u"cfg"_s, "[P]\nhost = p.example\ntoken = t\n");
        auto it = book();
        QVERIFY(it.read());
        const auto found = it.find(u"Q"_s);
        QCOMPARE(found.error().code, ErrorCode::NotFound);
        QVERIFY(found.error().remedy.contains(u'P'));
    }

    void variablesMakeAConnection() {
        m_environment.insert(u"DATABRICKS_HOST"_s, u"https://e.example"_s);
        m_environment.insert(u"DATABRICKS_TOKEN"_s, u"t"_s);
        auto it = book();
        QVERIFY(it.read());
        QCOMPARE(it.connections().size(), 1);
        QCOMPARE(it.connections()[0].settings.id, u"environment"_s);
        QCOMPARE(it.connections()[0].settings.name, u"e.example"_s);
        QCOMPARE(it.connections()[0].values[0].source, u"DATABRICKS_HOST in the environment"_s);
    }

    void anEnvFileNamesAProfile() {
        put(u"cfg"_s, "[dogfood]\nhost = other.example\ntoken = t\n");
        put(u".env"_s,
            "DATABRICKS_CONFIG_PROFILE=dogfood\nDATABRICKS_HOST=https://d.example\nMLFLOW_TRACKING_URI=databricks\n");
        auto it = book();
        QVERIFY(it.read());
        QCOMPARE(it.connections().size(), 2); // the profile and the file
        const Connection& found = it.connections()[1];
        QCOMPARE(found.origin, ConnectionOrigin::EnvFile);
        QCOMPARE(found.settings.host, u"https://d.example"_s);
        QCOMPARE(found.settings.credential, CredentialKind::AccessToken);
    }

    void aTrackingUriThatIsTheWorkspaceIsNoSecondConnection() {
        put(u".env"_s,
            "DATABRICKS_HOST=https://w.example\nDATABRICKS_TOKEN=t\nMLFLOW_TRACKING_URI=${DATABRICKS_HOST}\n");
        auto it = book();
        QVERIFY(it.read());
        QCOMPARE(it.connections().size(), 1);
    }

    void mlflowAndOtlpVariablesAreFound() {
        m_environment.insert(u"MLFLOW_TRACKING_URI"_s, u"http://127.0.0.1:5000"_s);
        m_environment.insert(u"MLFLOW_TRACKING_USERNAME"_s, u"me"_s);
        m_environment.insert(u"MLFLOW_TRACKING_PASSWORD"_s, u"pw-planted"_s);
        m_environment.insert(u"OTEL_EXPORTER_OTLP_ENDPOINT"_s, u"https://o.example/base"_s);
        m_environment.insert(u"OTEL_EXPORTER_OTLP_HEADERS"_s, u"x=1,Authorization=Bearer%20tok-planted"_s);
        auto it = book();
        QVERIFY(it.read());
        QCOMPARE(it.connections().size(), 2);
        QCOMPARE(it.connections()[0].settings.kind, ConnectionKind::MlflowServer);
        QCOMPARE(it.connections()[0].settings.credential, CredentialKind::Password);
        QCOMPARE(it.foundSecret(it.connections()[0]).reveal(), QByteArray("pw-planted"));
        QCOMPARE(it.connections()[1].settings.kind, ConnectionKind::Otlp);
        QCOMPARE(it.connections()[1].settings.host, u"https://o.example/base"_s);
        QCOMPARE(it.foundSecret(it.connections()[1]).reveal(), QByteArray("tok-planted"));
    }

    void addedEnvFilesAreKeptUntilTheyAreRemoved() {
        QVERIFY(QDir(m_folder->path()).mkdir(u"app"_s));
        put(u"app/.env"_s, "export DATABRICKS_HOST=https://x.example\nDATABRICKS_TOKEN='t'\n");
        auto it = book();
        QVERIFY(it.addEnvFile(path(u"app/.env"_s)));
        auto again = book();
        QVERIFY(again.read());
        QCOMPARE(names(again), QStringList{u"x.example"_s});
        QVERIFY(again.removeEnvFile(path(u"app/.env"_s)));
        QVERIFY(again.connections().isEmpty());
    }

    void aVanishedEnvFileIsShownWithItsProblem() {
        put(u"b.env"_s, "DATABRICKS_HOST=x.example\n");
        auto it = book();
        QVERIFY(it.addEnvFile(path(u"b.env"_s)));
        QVERIFY(QFile::remove(path(u"b.env"_s)));
        QVERIFY(it.read());
        QCOMPARE(it.connections()[0].problem->code, ErrorCode::NotFound);
    }

    void noSecretIsEverInWhatIsShownOrKept() {
        put(u"cfg"_s, "[P]\nhost = p.example\ntoken = planted-1\nclient_id = c\nclient_secret = planted-2\n");
        put(u".env"_s, "DATABRICKS_HOST=https://x.example\nDATABRICKS_TOKEN=planted-3\nplanted-4\n");
        auto it = book();
        QVERIFY(it.save(workspace(u"Mine"_s)));
        QVERIFY(it.choose(u"profile:P"_s, CredentialKind::AccessToken));
        QString shown;
        for (const Connection& one : it.connections()) {
            shown += one.settings.name + one.settings.host + one.notes.join(u' ');
            for (const ConnectionValue& value : one.values)
                shown += value.key + value.value + value.source;
            if (one.problem)
                shown += one.problem->oneLine();
        }
        QVERIFY2(!shown.contains("planted"_L1), qPrintable(shown));
        QVERIFY(!content(u"own.json"_s).contains("planted"));
    }
};

QTEST_APPLESS_MAIN(tst_connection_book)
#include "tst_connection_book.moc"
