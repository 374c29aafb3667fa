#include "ui/timeline/TextPane.h"
#include "ui/timeline/TextReader.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestTextReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonIsLaidOutAndCanBeSeenRaw() {
        TextReader reader;
        reader.setText(u"{\"a\":1}"_s);
        QTRY_VERIFY(reader.isSettled());
        QCOMPARE(reader.shownText(), u"{\n  \"a\": 1\n}"_s);
        for (QToolButton* b : reader.findChildren<QToolButton*>())
            if (b->isCheckable())
                b->click();
        QCOMPARE(reader.shownText(), u"{\"a\":1}"_s);
        QCOMPARE(reader.rawText(), u"{\"a\":1}"_s);
    }

    void markupIsPlainText() {
        TextReader reader;
        reader.setText(u"<b>bold</b><script>x</script>"_s);
        QCOMPARE(reader.shownText(), u"<b>bold</b><script>x</script>"_s);
    }

    void searchGoesRoundAndSelects() {
        TextReader reader;
        reader.resize(500, 300);
        reader.show();
        reader.setText(u"one two\nthree two\n"_s);
        auto* pane = reader.findChild<TextPane*>();
        QVERIFY(pane->find(u"TWO"_s));
        QCOMPARE(pane->selectedText(), u"two"_s);
        QVERIFY(pane->find(u"two"_s));
        QVERIFY(pane->find(u"two"_s));
        QVERIFY(pane->find(u"two"_s, true));
        QVERIFY(!pane->find(u"four"_s));
        auto* box = reader.findChild<QLineEdit*>(u"textSearch"_s);
        box->setText(u"four"_s);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(reader.findChild<QLabel*>(u"textNote"_s)->text(), u"not found"_s);
    }

    void selectionIsDraggedAndCopied() {
        TextPane pane;
        pane.resize(400, 200);
        pane.show();
        pane.setText(u"first line\nsecond line\n"_s);
        pane.selectAll();
        QTest::keySequence(&pane, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"first line\nsecond line\n"_s);
        QTest::mouseDClick(pane.viewport(), Qt::LeftButton, {}, {40, 8});
        QVERIFY(!pane.selectedText().isEmpty() && !pane.selectedText().contains(u' '));
    }

    void tenMegabytesOfJsonOpenAndScroll() {
        QString json = u"{\"items\":["_s;
        while (json.size() < 10'000'000)
            json += u"{\"key\":\"some text that goes on for a while\",\"n\":12345},"_s;
        json.chop(1);
        json += u"],\"needle\":true}"_s;
        TextReader reader;
        reader.resize(800, 600);
        reader.show();
        reader.setText(json);
        QTRY_VERIFY(reader.isSettled());
        auto* pane = reader.findChild<TextPane*>();
        QTRY_VERIFY(pane->lineCount() > 100'000);
        pane->verticalScrollBar()->setValue(pane->verticalScrollBar()->maximum());
        QVERIFY(!pane->grab().isNull());
        QVERIFY(pane->find(u"needle"_s));
    }
};

QTEST_MAIN(TestTextReader)
#include "tst_text_reader.moc"
