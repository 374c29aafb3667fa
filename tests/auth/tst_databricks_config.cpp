#include "services/auth/DatabricksConfig.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class tst_databricks_config : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString m_path;

    QByteArray onDisk(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }
    void put(const QByteArray& text) {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void init() {
        m_path = m_folder.filePath(u"cfg"_s);
        QFile::remove(m_path);
        QFile::remove(m_path + u".bak"_s);
    }

    void aMissingFileIsEmpty() {
        const auto config = DatabricksConfig::load(m_path);
        QVERIFY(config);
        QVERIFY(config->profiles().isEmpty());
    }

    void settingsAreNoProfile() {
        put("[__settings__]\ndefault_profile = B\n[A]\nhost = a\n[B]\nhost = b\n");
        const auto config = DatabricksConfig::load(m_path);
        QCOMPARE(config->profiles(), (QStringList{u"A"_s, u"B"_s}));
        QCOMPARE(config->defaultProfile(), u"B"_s);
    }

    void anEmptyDefaultIsNoProfile() {
        put("[DEFAULT]\n\n[A]\nhost = a\n");
        QCOMPARE(DatabricksConfig::load(m_path)->profiles(), QStringList{u"A"_s});
    }

    void readingAndSavingUnchangedWritesNothing() {
        put("[A]\nhost = a\n");
        auto config = DatabricksConfig::load(m_path);
        QVERIFY(config->save());
        QVERIFY(!QFile::exists(m_path + u".bak"_s));
    }

    void savingKeepsTheOldFileAndOwnersRights() {
        put("# note\n[A]\nhost = a\n");
        auto config = DatabricksConfig::load(m_path);
        QVERIFY(config->setValue(u"A"_s, u"host"_s, u"b"_s));
        QVERIFY(config->save());
        QCOMPARE(onDisk(m_path), QByteArray("# note\n[A]\nhost = b\n"));
        QCOMPARE(onDisk(m_path + u".bak"_s), QByteArray("# note\n[A]\nhost = a\n"));
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_path) & others));
        QVERIFY(!(QFile::permissions(m_path + u".bak"_s) & others));
    }

    void aFileChangedMeanwhileIsNotOverwritten() {
        put("[A]\nhost = a\n");
        auto config = DatabricksConfig::load(m_path);
        config->setValue(u"A"_s, u"host"_s, u"b"_s);
        put("[A]\nhost = someone else's\n");
        const auto saved = config->save();
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Conflict);
        QCOMPARE(onDisk(m_path), QByteArray("[A]\nhost = someone else's\n"));
    }

    void aFileThatIsNotUtf8IsNotRewritten() {
        put("# caf\xE9\n[A]\nhost = a\n");
        auto config = DatabricksConfig::load(m_path);
        config->setValue(u"A"_s, u"host"_s, u"b"_s);
        QCOMPARE(config->save().error().code, ErrorCode::Damaged);
        QCOMPARE(onDisk(m_path), QByteArray("# caf\xE9\n[A]\nhost = a\n"));
    }

    void theSettingsSectionIsNotWritten() {
        DatabricksConfig config;
        QVERIFY(!config.setValue(u"__settings__"_s, u"auth_storage"_s, u"plaintext"_s));
    }

    void aHugeFileIsRefused() {
        put(QByteArray((1 << 20) + 1, '#'));
        const auto config = DatabricksConfig::load(m_path);
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::LimitHit);
    }

    void aVariableNamesTheFile() {
        QProcessEnvironment environment;
        QCOMPARE(DatabricksConfig::defaultPath(environment), QDir::homePath() + u"/.databrickscfg"_s);
        environment.insert(u"DATABRICKS_CONFIG_FILE"_s, u"/x/cfg"_s);
        QCOMPARE(DatabricksConfig::defaultPath(environment), u"/x/cfg"_s);
    }
};

QTEST_APPLESS_MAIN(tst_databricks_config)
#include "tst_databricks_config.moc"
