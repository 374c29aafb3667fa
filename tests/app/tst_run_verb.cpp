#include "app/OpenStore.h"
#include "app/verbs/RunVerb.h"
#include "app/verbs/VerbIo.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

class RecordingIo final : public VerbIo {
public:
    bool write(QByteArrayView bytes) override {
        m_out += bytes.toByteArray();
        return !m_closed;
    }
    void complain(const QString& line) override { m_complaints << line; }
    void progress(const QString& line) override {
        m_progress << line;
        if (m_progress.size() == m_cancelAfter)
            cancel();
    }

    QByteArray m_out;
    QStringList m_complaints;
    QStringList m_progress;
    qsizetype m_cancelAfter = -1;
    bool m_closed = false;
};

/// One OTLP/JSON request with a trace of one span.
QByteArray line(int trace) {
    QByteArray json = "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'"
        + QByteArray::number(trace, 16).rightJustified(32, '0') + "','spanId':'0000000000000001','name':'"
        + QByteArray(400, 'n')
        + "','startTimeUnixNano':'1771234567000000000','endTimeUnixNano':'1771234567340000000'}]}]}]}\n";
    return json.replace('\'', '"');
}

} // namespace

class TestRunVerb : public QObject {
    Q_OBJECT
private:
    static constexpr int Traces = 3'000;
    QTemporaryDir m_folder;
    std::unique_ptr<OpenStore> m_store;
    QString m_input;

    int import(RecordingIo& io) { return runImport({.store = {}, .files = {m_input}, .sample = false}, *m_store, io); }

private Q_SLOTS:
    void initTestCase() {
        m_input = m_folder.filePath(u"in.jsonl"_s);
        QFile file(m_input);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 1; i <= Traces; ++i)
            file.write(line(i));
    }

    void init() {
        m_store.reset();
        auto opened = openStore(m_folder.filePath(u"%1.duckdb"_s.arg(QLatin1StringView(QTest::currentTestFunction()))));
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
        m_store = std::make_unique<OpenStore>(*std::move(opened));
    }

    void cleanupTestCase() { m_store.reset(); }

    void anImportTellsHowFarItIs() {
        RecordingIo io;
        QCOMPARE(import(io), 0);
        QVERIFY(io.m_progress.size() > 2);
        QCOMPARE(io.m_progress.last(), u"Importing: 100 %"_s);
    }

    void aStoppedImportSaysWhatItKept() {
        RecordingIo io;
        io.m_cancelAfter = 2;
        QCOMPARE(import(io), 1);
        QCOMPARE(io.m_complaints.size(), 1);
        const auto count = m_store->stream.count({});
        QVERIFY(count && *count > 0 && *count < Traces);
        QVERIFY2(io.m_complaints[0].contains(u"in traces: %1."_s.arg(*count)), qPrintable(io.m_complaints[0]));
    }

    void anExportTellsHowFarItIs() {
        RecordingIo io;
        QCOMPARE(import(io), 0);
        io.m_progress.clear();
        QCOMPARE(runExport({.store = {},
                               .format = ExportFormat::OtlpJsonLines,
                               .traces = {},
                               .file = m_folder.filePath(u"out.jsonl"_s)},
                     *m_store, io),
            0);
        QCOMPARE(io.m_progress.size(), 101); // each percent once
    }

    void aStoppedExportLeavesNoFile() {
        RecordingIo io;
        QCOMPARE(import(io), 0);
        io.m_progress.clear();
        io.m_cancelAfter = 3;
        const QString file = m_folder.filePath(u"stopped.jsonl"_s);
        QCOMPARE(
            runExport({.store = {}, .format = ExportFormat::OtlpJsonLines, .traces = {}, .file = file}, *m_store, io),
            1);
        QVERIFY(!QFile::exists(file));
        QVERIFY(io.m_complaints.value(0).contains(u"no file was written"_s));
    }

    void anExportEndsWhenNobodyReadsIt() {
        RecordingIo io;
        QCOMPARE(import(io), 0);
        io.m_closed = true;
        QCOMPARE(
            runExport({.store = {}, .format = ExportFormat::Csv, .traces = {}, .file = StandardStream}, *m_store, io),
            1);
    }
};

QTEST_GUILESS_MAIN(TestRunVerb)
#include "tst_run_verb.moc"
