#include "tests/app/Program.h"

#include <QImage>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestWindowProgram : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString path(const QString& name) const { return m_folder->filePath(name); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aScreenshotIsWritten_data() {
        QTest::addColumn<QString>("panel");
        for (const char* panel : {"traces", "receiver", "sql", "replay", "connections", "settings", "help"})
            QTest::newRow(panel) << QString::fromLatin1(panel);
    }

    void aScreenshotIsWritten() {
        QFETCH(QString, panel);
        const auto shot
            = Program::run({u"--store"_s, path(u"s.duckdb"_s), u"--http"_s, u"0"_s, u"--grpc"_s, u"0"_s, u"--panel"_s,
                panel, u"--size"_s, u"1280x800"_s, u"--theme"_s, u"dark"_s, u"--screenshot"_s, path(u"o.png"_s)});
        QVERIFY2(shot.status == 0, qPrintable(shot.err));
        const QImage image(path(u"o.png"_s));
        QCOMPARE(image.size(), QSize(1280, 800));
        const QImage average = image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QVERIFY(average.pixelColor(0, 0).lightness() < 100); // the dark theme, whatever stands in it
    }

    QString settingsFile() const { return qEnvironmentVariable("XDG_CONFIG_HOME") + u"/spanglass/spanglass.ini"_s; }

    void aPictureLeavesTheSettingsAsTheyAre() {
        QFile(settingsFile()).remove();
        const auto shot = Program::run(
            {u"--store"_s, path(u"s.duckdb"_s), u"--panel"_s, u"receiver"_s, u"--screenshot"_s, path(u"o.png"_s)});
        QVERIFY2(shot.status == 0, qPrintable(shot.err));
        QVERIFY(!QFile::exists(settingsFile()));
    }

    void aPictureTakesNoPorts() {
        QTcpServer standard; // whoever has the port, the picture must not want it
        if (!standard.listen(QHostAddress::LocalHost, 4318))
            QSKIP("port 4318 is taken here");
        standard.close();
        QProcess shot;
        shot.start(QStringLiteral(SPANGLASS_PROGRAM),
            {u"--store"_s, path(u"s.duckdb"_s), u"--panel"_s, u"traces"_s, u"--screenshot"_s, path(u"o.png"_s)});
        bool taken = false;
        while (shot.state() != QProcess::NotRunning) {
            shot.waitForFinished(20);
            taken = taken || !standard.listen(QHostAddress::LocalHost, 4318);
            standard.close();
        }
        QVERIFY(!taken);
        QCOMPARE(shot.exitCode(), 0);
    }

    void whatCannotBeShownIsNoPicture_data() {
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QString>("says");
        QTest::newRow("trace") << QStringList{u"--open"_s, u"ff"_s} << u"trace"_s;
        QTest::newRow("file") << QStringList{u"--import"_s, u"/nowhere/missing.jsonl"_s} << u"missing.jsonl"_s;
    }

    void whatCannotBeShownIsNoPicture() {
        QFETCH(QStringList, asked);
        QFETCH(QString, says);
        const auto shot
            = Program::run(QStringList{u"--store"_s, path(u"s.duckdb"_s), u"--screenshot"_s, path(u"o.png"_s)} + asked);
        QCOMPARE(shot.status, 1);
        QCOMPARE(shot.err.count(u'\n'), 1);
        QVERIFY2(shot.err.contains(says), qPrintable(shot.err));
        QVERIFY(!QFile::exists(path(u"o.png"_s)));
    }

    void aSecondWindowHandsOverAndEnds() {
        QProcess first;
        first.start(QStringLiteral(SPANGLASS_PROGRAM),
            {u"--store"_s, path(u"s.duckdb"_s), u"--http"_s, u"0"_s, u"--grpc"_s, u"0"_s});
        QVERIFY(first.waitForStarted());
        // The first one answers as soon as its store is open; until then this waits for it.
        Program::writeTrace(path(u"in.jsonl"_s));
        const auto sql = [&] {
            return Program::run({u"sql"_s, u"--store"_s, path(u"s.duckdb"_s), u"--format"_s, u"csv"_s,
                u"SELECT count(*) AS n FROM mlflow_experiment_trace_otel_spans"_s});
        };
        QTRY_COMPARE_WITH_TIMEOUT(QFile::exists(path(u"s.duckdb"_s)), true, 20'000);
        QCOMPARE(sql().out, u"n\r\n0\r\n"_s);
        const auto second = Program::run(
            {u"--store"_s, path(u"s.duckdb"_s), u"--import"_s, path(u"in.jsonl"_s), u"--panel"_s, u"receiver"_s});
        QCOMPARE(second.status, 0);
        QTRY_COMPARE_WITH_TIMEOUT(sql().out, u"n\r\n2\r\n"_s, 20'000);
        first.terminate();
        QVERIFY(first.waitForFinished());
        QCOMPARE(first.exitCode(), 0);
    }

    void aStoreOfTheCommandLineIsForThisRunOnly() {
        QProcess window;
        window.start(QStringLiteral(SPANGLASS_PROGRAM),
            {u"--store"_s, path(u"once.duckdb"_s), u"--http"_s, u"0"_s, u"--grpc"_s, u"0"_s});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"once.duckdb"_s)), 20'000);
        QCOMPARE(Program::run({u"sql"_s, u"--store"_s, path(u"once.duckdb"_s), u"SELECT 1"_s}).status, 0);
        window.terminate();
        QVERIFY(window.waitForFinished());
        QFile file(settingsFile());
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(settingsFile()));
        QVERIFY(!file.readAll().contains("once.duckdb"));
    }

    void aStoreThatCannotBeOpenedIsToldByTheScreenshot() {
        QFile file(path(u"s.duckdb"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const auto shot = Program::run({u"--store"_s, path(u"s.duckdb"_s), u"--screenshot"_s, path(u"o.png"_s)});
        QCOMPARE(shot.status, 1);
        QVERIFY(!QFile::exists(path(u"o.png"_s)));
    }
};

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "tst_window_program.moc"
