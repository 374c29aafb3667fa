// Parcels written to a file.
#include "services/net/Inflater.h"
#include "services/replay/exporters/FileExporter.h"
#include "tests/replay/ExportFixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Small = QByteArray::fromHex("0a031a0173"); // a resource group with the schema "s"
const QByteArray SmallLine = "{\"resourceSpans\":[{\"schemaUrl\":\"s\"}]}\n";

QByteArray contentOf(const QString& file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("none");
}

QByteArray unfolded(const QByteArray& bytes, ContentCoding coding) {
    std::string out;
    const auto inflater = Inflater::make(coding, 1u << 24);
    const bool fed = inflater->feed(bytes.toStdString(), out) == Inflater::Outcome::Ok;
    return fed && inflater->finish() == Inflater::Outcome::Ok ? QByteArray::fromStdString(out) : QByteArray("broken");
}

std::unique_ptr<FileExporter> opened(const QString& file, std::uint64_t parcels = 0) {
    auto out = FileExporter::open(file, parcels);
    if (!out)
        qFatal("%s", qPrintable(out.error().oneLine()));
    return *std::move(out);
}

} // namespace

class TestFileExporter : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void aParcelIsALineOfJson() {
        const auto exporter = opened(path(u"a.jsonl"_s));
        QCOMPARE(sent(*exporter, {.body = Small}).outcome, ExportOutcome::Taken);
        QCOMPARE(sent(*exporter, {.format = PayloadFormat::Json, .body = "{\r\n \"resourceSpans\" : [] }"}).outcome,
            ExportOutcome::Taken);
        QVERIFY(exporter->finish());
        QCOMPARE(contentOf(path(u"a.jsonl"_s)), SmallLine + "{ \"resourceSpans\" : [] }\n");
    }

    void aFileIsWrittenByOneAtATime() {
        auto first = opened(path(u"one.jsonl"_s));
        QCOMPARE(FileExporter::open(path(u"one.jsonl"_s), 0).error().code, ErrorCode::Busy);
        first.reset();
        QVERIFY(FileExporter::open(path(u"one.jsonl"_s), 0));
    }

    void protobufParcelsAreJoinedToOneRequest() {
        const auto exporter = opened(path(u"a.pb"_s));
        sent(*exporter, {.body = Small});
        sent(*exporter, {.body = strangeRequest()});
        QVERIFY(exporter->finish());
        QCOMPARE(contentOf(path(u"a.pb"_s)), Small + strangeRequest());
        QVERIFY(!exporter->takes(Signal::Logs));
    }

    void eachParcelIsCompressedForItself_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ContentCoding>("coding");
        QTest::newRow("gzip") << u"a.jsonl.gz"_s << ContentCoding::Gzip;
        QTest::newRow("zstd") << u"a.jsonl.zst"_s << ContentCoding::Zstd;
    }
    void eachParcelIsCompressedForItself() {
        QFETCH(QString, name);
        QFETCH(ContentCoding, coding);
        const auto exporter = opened(path(name));
        sent(*exporter, {.body = Small});
        sent(*exporter, {.body = Small});
        QVERIFY(exporter->finish());
        QCOMPARE(unfolded(contentOf(path(name)), coding), SmallLine + SmallLine);
    }

    void whatWasThereStaysUntilTheWholeIsWritten() {
        const QString file = path(u"old.pb"_s);
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        auto exporter = opened(file);
        sent(*exporter, {.body = Small});
        QCOMPARE(contentOf(file), "old");
        QVERIFY(exporter->finish());
        QCOMPARE(contentOf(file), Small);
        QVERIFY(!QFile::exists(file + ".part"_L1) && !QFile::exists(file + ".part.index"_L1));
    }

    void anInterruptedFileGoesOnWhereTheLedgerSays() {
        const QString file = path(u"resumed.pb"_s);
        {
            const auto exporter = opened(file);
            sent(*exporter, {.body = "one"});
            sent(*exporter, {.body = "two"});
            sent(*exporter, {.body = "not noted"});
        }
        const auto exporter = opened(file, 2);
        sent(*exporter, {.body = "three"});
        QVERIFY(exporter->finish());
        QCOMPARE(contentOf(file), "onetwothree");
    }

    void aFileThatLostWhatWasWrittenSaysSo() {
        const QString file = path(u"lost.pb"_s);
        {
            const auto exporter = opened(file);
            sent(*exporter, {.body = "one"});
        }
        const auto again = FileExporter::open(file, 2);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::NotFound);
    }

    void beginningAnewForgetsWhatWasLeft() {
        const QString file = path(u"anew.pb"_s);
        {
            const auto exporter = opened(file);
            sent(*exporter, {.body = "one"});
        }
        const auto exporter = opened(file);
        sent(*exporter, {.body = "two"});
        QVERIFY(exporter->finish());
        QCOMPARE(contentOf(file), "two");
    }

    void leftOversCanBeRemoved() {
        const QString file = path(u"left.pb"_s);
        sent(*opened(file), {.body = "one"});
        FileExporter::removeLeftOver(file);
        QVERIFY(!QFile::exists(file + ".part"_L1) && !QFile::exists(file + ".part.index"_L1));
    }

    void aFolderThatIsNotThereIsNamed() {
        const auto exporter = FileExporter::open(path(u"none/a.pb"_s), 0);
        QVERIFY(!exporter);
        QVERIFY(exporter.error().message.contains("none"_L1));
    }
};

QTEST_GUILESS_MAIN(TestFileExporter)
#include "tst_file_exporter.moc"
