#include "tests/support/FakePolledFeed.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/common/Theme.h"
#include "ui/receiver/ReceiverPanel.h"
#include "ui/traces/TraceListPage.h"

#include <QApplication>
#include <QDir>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// With SPANGLASS_PICTURES set to a folder, what was painted is kept there for a person to look at.
void paint(QWidget& widget, const QString& name) {
    QTest::qWait(1); // lets layouts settle
    const QImage image = widget.grab().toImage();
    QVERIFY(!image.isNull());
    const QString folder = qEnvironmentVariable("SPANGLASS_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QVERIFY(image.save(folder + u'/' + name + u".png"_s));
}

} // namespace

/// Every panel is painted in every state, theme and size.
class TestPanelPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStatePaints_data() {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        const QStringList cases{u"list full"_s, u"list empty"_s, u"list nomatch"_s, u"list error"_s,
            u"list badfilter"_s, u"table held"_s, u"table follows"_s, u"table offline"_s, u"receiver full"_s,
            u"receiver empty"_s, u"receiver error"_s, u"receiver exposed"_s, u"receiver stopped"_s};
        for (const QString& one : cases) {
            const QStringList parts = one.split(u' ');
            for (const bool dark : {false, true}) {
                for (const QSize size : {QSize(1216, 736), QSize(2496, 1376)}) {
                    const QString name = one + (dark ? u" dark "_s : u" light "_s) + QString::number(size.width());
                    QTest::newRow(qPrintable(name)) << parts[0] << parts[1] << size << dark;
                }
            }
        }
    }

    void everyStatePaints() {
        QFETCH(QString, panel);
        QFETCH(QString, state);
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
        PanelBench bench;
        if (panel == u"list"_s)
            paintList(bench, state, size, name);
        else if (panel == u"table"_s)
            paintTable(bench, state, size, name);
        else
            paintReceiver(bench, state, size, name);
    }

private:
    void paintList(PanelBench& bench, const QString& state, QSize size, const QString& name) {
        if (state != u"empty"_s)
            bench.fill(4'000);
        bench.receiver.set(ReceiverState::Listening);
        bench.list.matches = [](const TraceSummary&) { return false; };
        TraceListPage page(bench.place(), bench.settings);
        page.resize(size);
        page.show();
        QTRY_VERIFY(page.isSettled());
        if (state == u"nomatch"_s)
            page.setFilterText(u"service = unknown AND duration > 2s"_s);
        if (state == u"badfilter"_s)
            page.setFilterText(u"status = error AND (duration > 2x"_s);
        if (state == u"error"_s) {
            bench.list.fault = Error{ErrorCode::Damaged, u"The store's index cannot be read."_s,
                u"Restart Spanglass; if it happens again, export what is there and start a new store."_s};
            bench.store.commit({});
        }
        if (state == u"full"_s) {
            auto* table = page.findChild<QTableView*>(u"traceTable"_s);
            table->setFocus();
            QTest::keyClick(table, Qt::Key_Down);
            QTest::keyClick(table, Qt::Key_Down);
            QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        }
        QTRY_VERIFY(page.isSettled());
        paint(page, name);
    }

    void paintTable(PanelBench& bench, const QString& state, QSize size, const QString& name) {
        bench.fill(4'000);
        FakePolledFeed feed;
        TraceListPage page(
            {.id = u"table"_s, .title = u"main.agents on acme"_s, .source = bench.list, .feed = feed}, bench.settings);
        page.resize(size);
        page.show();
        if (state != u"held"_s) {
            page.findChild<QToolButton*>(u"followButton"_s)->click();
            feed.answer(128'204, 37);
            feed.tellScanned(1'284'512);
        }
        if (state == u"offline"_s)
            feed.fail({ErrorCode::Offline, u"https://acme.cloud.databricks.com cannot be reached."_s,
                          u"Check the network and the proxy in Settings."_s},
                std::chrono::seconds(20));
        QTRY_VERIFY(page.isSettled());
        paint(page, name);
    }

    void paintReceiver(PanelBench& bench, const QString& state, QSize size, const QString& name) {
        const bool busy = state == u"full"_s || state == u"exposed"_s;
        if (busy)
            bench.fill(400);
        if (busy || state == u"empty"_s)
            bench.receiver.set(ReceiverState::Listening);
        if (state == u"error"_s)
            bench.receiver.fail(
                u"Port 4318 for OTLP/HTTP is held by otelcol (process 4711). End that program, or use port "
                "4319, which is free."_s,
                4318, 4319);
        if (state == u"exposed"_s) {
            bench.receiver.kept.httpAddress = u"0.0.0.0"_s;
            bench.receiver.kept.token = u"secret"_s;
        }
        ReceiverPanel panel(bench.receiver, bench.store, bench.list, bench.settings);
        if (busy)
            bench.send();
        panel.resize(size);
        panel.show();
        QTRY_VERIFY(panel.isSettled());
        paint(panel, name);
    }
};

QTEST_MAIN(TestPanelPictures)
#include "tst_panel_pictures.moc"
