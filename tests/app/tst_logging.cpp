#include "app/CrashNote.h"
#include "app/Logging.h"

#include <QLoggingCategory>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

Q_LOGGING_CATEGORY(lcTest, "spanglass.test")

} // namespace

class TestLogging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokensAreMasked() {
        QCOMPARE(cleanForLog(u"sent Authorization: Bearer dapi123.x to host"_s),
            u"sent Authorization: Bearer *** to host"_s);
        QCOMPARE(cleanForLog(u"token=abc"_s), u"token=***"_s);
    }

    void aTokenAloneIsMaskedToo() {
        const QString clean = cleanForLog(u"the answer named dapi0123456789abcdef"_s);
        QVERIFY2(!clean.contains(u"dapi0123"_s), qPrintable(clean));
    }

    void messagesAreCutAndKeptOnOneLine() {
        QCOMPARE(cleanForLog(u"a\nb"_s), u"a b"_s);
        QCOMPARE(cleanForLog(QString(10'000, u'x')).size(), 2000);
    }

    void messagesReachTheFile() {
        QTemporaryDir folder;
        const auto previous = qInstallMessageHandler(nullptr);
        startLogging(folder.path());
        qCInfo(lcTest) << "receiver started";
        qInstallMessageHandler(previous);
        QFile file(logFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("info: spanglass.test: receiver started"));
    }

    void messagesAreRememberedForTheWindow() {
        QTemporaryDir folder;
        const quint64 before = loggedMessageCount();
        const auto previous = qInstallMessageHandler(nullptr);
        startLogging(folder.path());
        qCWarning(lcTest) << "Authorization: Bearer planted-token-1";
        qInstallMessageHandler(previous);
        QCOMPARE(loggedMessageCount(), before + 1);
        const LogMessage last = loggedMessages().last();
        QCOMPARE(last.level, LogLevel::Warning);
        QCOMPARE(last.category, u"spanglass.test"_s);
        QCOMPARE(last.text, u"Authorization: Bearer ***"_s);
    }

    void aCrashLeavesANoteThatIsReadOnce() {
        QTemporaryDir folder;
        const QString note = folder.filePath(u"crash"_s);
        QProcess child;
        child.setProcessEnvironment([&] {
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"SPANGLASS_TEST_CRASH"_s, note);
            return environment;
        }());
        child.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        const auto sentence = takeCrashNote(note);
        QVERIFY(sentence && sentence->contains("stopped unexpectedly"_L1));
        QVERIFY(sentence->contains(QDateTime::currentDateTime().toString(u"yyyy-MM-dd"_s)));
        QVERIFY(!takeCrashNote(note));
    }

    void noNoteSaysNothing() { QVERIFY(!takeCrashNote(u"/nonexistent/note"_s)); }
};

int main(int argc, char** argv) {
    const QString crash = qEnvironmentVariable("SPANGLASS_TEST_CRASH");
    if (!crash.isEmpty()) {
        installCrashNote(crash);
        std::raise(SIGSEGV);
    }
    QCoreApplication app(argc, argv);
    TestLogging test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_logging.moc"
