#include "services/setup/SetupDraft.h"
#include "services/setup/SetupRecord.h"

#include <QFile>
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

    void aDamagedFileIsLeftAlone() {
        const QString file = newFile();
        SetupRecord(file).add(entry(u"a"_s));
        {
            QFile raw(file);
            QVERIFY(raw.open(QIODevice::WriteOnly));
            raw.write("not json");
        }
        SetupRecord record(file);
        QVERIFY(record.problem());
        record.add(entry(u"b"_s));
        QFile raw(file);
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QCOMPARE(raw.readAll(), QByteArray("not json"));
        QCOMPARE(record.entries().size(), 1);
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
