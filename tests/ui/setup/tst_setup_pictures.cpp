#include "tests/support/Pictures.h"
#include "tests/ui/setup/SetupBench.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QCheckBox>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

/// Every page is painted in every theme and size. With SPANGLASS_PICTURES set to a folder, the pictures are kept there.
class TestSetupPictures : public QObject {
    Q_OBJECT
private:
    static void paint(const SetupBench& b, const QString& name) {
        QTRY_VERIFY(b.panel->isSettled());
        savePicture(*b.panel, u"setup-"_s + name);
    }

private Q_SLOTS:
    void everyPagePaints_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {false, true}) {
            for (const QSize size : {QSize(1208, 736), QSize(2488, 1376)})
                QTest::addRow("%s %d", dark ? "dark" : "light", size.width()) << size << dark;
        }
    }

    void everyPagePaints() {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const QString suffix = u'-' + QString::fromLatin1(QTest::currentDataTag());
        SetupBench b;
        b.setup.refusals[SetupStep::Schema] = {ErrorCode::NotAllowed,
            u"You may not make schemas in the catalog main."_s, u"Ask its owner for CREATE SCHEMA."_s};
        SetupRecordEntry entry;
        entry.id = u"1"_s;
        entry.at = QDateTime(QDate(2026, 1, 5), QTime(9, 30), Qt::UTC);
        entry.step = SetupStep::Location;
        entry.host = u"https://acme.example"_s;
        entry.call = {SetupCall::Kind::Rest, u"Link the experiment"_s, u"POST /link"_s};
        entry.answer = u"200, request id 7"_s;
        entry.succeeded = true;
        entry.undo = {SetupCall::Kind::Rest, u"Unlink"_s, u"POST /unlink"_s};
        b.setup.entries << entry;
        b.open();
        b.panel->resize(size);
        for (int row = 0; row < b.pages().rowCount(); ++row) {
            const QString title = setupPageTitle(static_cast<SetupPage>(row));
            b.go(title);
            if (title == u"Send from your app"_s)
                b.shown<QCheckBox>(u"collectorWanted"_s)->click();
            if (title == u"Monitoring"_s)
                b.shown<QCheckBox>(u"monitoringWanted"_s)->click();
            if (title == u"Overview"_s) {
                paint(b, title + u" before"_s + suffix);
                b.click(u"applyAll"_s);
            }
            paint(b, QString::number(row + 1) + u'-' + title + suffix);
        }
    }
};

QTEST_MAIN(TestSetupPictures)
#include "tst_setup_pictures.moc"
