#include "services/setup/SetupDraft.h"
#include "services/setup/SetupRecord.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

SetupRecordEntry entry(const QString& id) {
    return {.id = id,
        .at = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC),
        .step = SetupStep::Location,
        .host = u"https://dbc-1.example"_s,
        .connectionId = u"own-1"_s,
        .call = {SetupCall::Kind::Rest, u"Link the experiment"_s, u"POST /link"_s},
        .answer = u"200, request id r1"_s,
        .succeeded = true,
        .undo = {SetupCall::Kind::Rest, u"Unlink the experiment"_s, u"POST /unlink"_s}};
}

} // namespace

class TestSetupRecord : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    int m_next = 0;

    static void spoil(const QString& file) {
        QFile raw(file);
        QVERIFY(raw.open(QIODevice::WriteOnly));
        raw.write("not json");
    }
    QString damagedFile() {
        const QString file = newFile();
        SetupRecord(file).add(entry(u"a"_s));
        spoil(file);
        return file;
    }
    static QByteArray bytesOf(const QString& file) {
        QFile raw(file);
        return raw.open(QIODevice::ReadOnly) ? raw.readAll() : QByteArray();
    }
    static QStringList asideOf(const QString& file) {
        const QFileInfo info(file);
        QStringList out;
        for (const QFileInfo& each : info.dir().entryInfoList({info.completeBaseName() + u".damaged-*"_s}, QDir::Files))
            out << each.filePath();
        return out;
    }
    QString newFile() { return m_folder.filePath(u"deep/record-%1.json"_s.arg(++m_next)); }

private Q_SLOTS:
    void whatWasChangedOutlivesTheProgram() {
        const QString file = newFile();
        SetupRecord(file).add(entry(u"a"_s));
        const SetupRecord read(file);
        QCOMPARE(read.entries().size(), 1);
        const SetupRecordEntry back = read.entries().first();
        QCOMPARE(back.at, entry(u"a"_s).at);
        QCOMPARE(back.step, SetupStep::Location);
        QVERIFY(back.call == entry({}).call);
        QVERIFY(back.undo == entry({}).undo);
        QVERIFY(back.succeeded);
    }

    void twoProgramsKeepEachOthersEntries() {
        const QString file = newFile();
        SetupRecord window(file);
        SetupRecord verb(file);
        verb.add(entry(u"a"_s));
        window.add(entry(u"b"_s));
        verb.markUndone(u"a"_s);
        QCOMPARE(SetupRecord(file).entries().size(), 2);
        QVERIFY(SetupRecord(file).entry(u"a"_s)->undone);
    }

    void theLatestIsFirst() {
        SetupRecord record(newFile());
        record.add(entry(u"a"_s));
        record.add(entry(u"b"_s));
        QCOMPARE(record.entries().first().id, u"b"_s);
    }

    void onlyTheOwnerMayReadIt() {
        const QString file = newFile();
        SetupRecord(file).add(entry(u"a"_s));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void whatWasTakenBackIsMarked() {
        const QString file = newFile();
        SetupRecord record(file);
        record.add(entry(u"a"_s));
        record.markUndone(u"a"_s);
        QVERIFY(SetupRecord(file).entry(u"a"_s)->undone);
        QVERIFY(record.text().contains(u"taken back"_s));
    }

    void theOldestOfMoreThanTwoHundredGo() {
        SetupRecord record(newFile());
        for (int i = 0; i < 203; ++i)
            record.add(entry(QString::number(i)));
        QCOMPARE(record.entries().size(), 200);
        QVERIFY(!record.entry(u"2"_s));
        QVERIFY(record.entry(u"3"_s));
    }

    void theOldestOfMoreThanAFileMayHoldGo() {
        const QString file = newFile();
        SetupRecord record(file);
        SetupRecordEntry large = entry({});
        large.answer = QString(100'000, u'x');
        for (int i = 0; i < 12; ++i) {
            large.id = QString::number(i);
            record.add(large);
        }
        QVERIFY(!record.problem());
        const SetupRecord read(file);
        QVERIFY(!read.problem());
        QVERIFY(read.entry(u"11"_s));
        QVERIFY(!read.entry(u"0"_s));
    }

    void theConnectionOfAChangeIsKept() {
        const QString file = newFile();
        SetupRecord(file).add(entry(u"a"_s));
        QCOMPARE(SetupRecord(file).entries().first().connectionId, u"own-1"_s);
    }

    void aDamagedFileIsToldAndLeftAloneUntilSomethingIsChanged() {
        const QString file = damagedFile();
        const SetupRecord record(file);
        QVERIFY(record.problem());
        QCOMPARE(record.problem()->code, ErrorCode::Damaged);
        QVERIFY(record.problem()->message.contains(QDir::toNativeSeparators(file)));
        QVERIFY(record.problem()->remedy.contains(u"put aside"_s));
        QCOMPARE(bytesOf(file), QByteArray("not json"));
    }

    void aChangePutsADamagedFileAsideAndIsKept() {
        const QString file = damagedFile();
        SetupRecord(file).add(entry(u"b"_s));
        QCOMPARE(SetupRecord(file).entries().size(), 1);
        QCOMPARE(SetupRecord(file).entries().first().id, u"b"_s);
        const QStringList aside = asideOf(file);
        QCOMPARE(aside.size(), 1);
        QCOMPARE(bytesOf(aside.first()), QByteArray("not json"));
    }

    void aFileThatLiesAsideIsToldUntilItIsGone() {
        const QString file = damagedFile();
        SetupRecord(file).add(entry(u"b"_s));
        const SetupRecord later(file);
        QVERIFY(later.problem());
        QVERIFY(later.problem()->message.contains(QFileInfo(asideOf(file).first()).fileName()));
        QVERIFY(QFile::remove(asideOf(file).first()));
        QVERIFY(!later.problem());
    }

    void aFileThatIsDamagedTwiceLosesNeither() {
        const QString file = damagedFile();
        SetupRecord record(file);
        record.add(entry(u"a"_s));
        spoil(file);
        record.add(entry(u"b"_s));
        QCOMPARE(asideOf(file).size(), 2);
        QCOMPARE(SetupRecord(file).entries().size(), 2); // what this program knew is kept
    }

    void aChangeThatCannotBeWrittenIsTold() {
        const QString file = damagedFile(); // which stands where a folder should
        SetupRecord record(file + u"/record.json"_s);
        record.add(entry(u"a"_s));
        record.add(entry(u"b"_s));
        QVERIFY(record.problem());
        QVERIFY(record.problem()->message.contains(u"cannot be written"_s));
        QCOMPARE(record.entries().size(), 2);
    }

    void aDraftComesBackWithItsConnection() {
        const SetupDraft draft(newFile());
        QVERIFY(!draft.read());
        SetupPlan plan;
        plan.connectionId = u"practice"_s;
        plan.experimentName = u"/Shared/x"_s;
        draft.write(plan);
        QVERIFY(*draft.read() == plan);
        draft.remove();
        QVERIFY(!draft.read());
    }
};

QTEST_GUILESS_MAIN(TestSetupRecord)
#include "tst_setup_record.moc"
