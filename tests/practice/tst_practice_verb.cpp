#include "services/practice/PracticeWorkspace.h"
#include "tests/app/Program.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestPracticeVerb : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLineNamesTheAddressAndTheSecretsButNoSecret() {
        QTemporaryDir folder;
        QProcess process;
        process.start(QStringLiteral(SPANGLASS_PROGRAM), {u"practice"_s, u"--data"_s, folder.path()});
        while (!process.canReadLine() && process.waitForReadyRead(30'000)) { }
        const QByteArray text = process.readLine();
        const QJsonObject line = QJsonDocument::fromJson(text).object();
        QVERIFY2(line.value("url"_L1).toString().startsWith("http://127.0.0.1:"_L1), text.constData());
        QFile secrets(line.value("secrets"_L1).toString());
        QVERIFY(secrets.open(QIODevice::ReadOnly));
        QVERIFY(!text.contains("dapi"));
        process.terminate();
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void theHelpListsTheFaults() {
        const auto outcome = Program::run({u"practice"_s, u"--help"_s});
        QCOMPARE(outcome.status, 0);
        for (const PracticeFault& fault : practiceFaults())
            QVERIFY2(outcome.out.contains(u"  "_s + fault.name + (fault.onTheWire ? u"*"_s : u""_s)),
                qPrintable(fault.name));
    }

    void aMistypedFaultEndsItWithARemedy() {
        const auto outcome = Program::run({u"practice"_s, u"--fault"_s, u"nonsense"_s});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.err.contains(u"nonsense"_s), qPrintable(outcome.err));
    }
};

QTEST_GUILESS_MAIN(TestPracticeVerb)
#include "tst_practice_verb.moc"
