#include "ui/timeline/ConversationView.h"

#include <QSignalSpy>
#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

LlmContent messages(int count, qsizetype length) {
    LlmContent content;
    for (int i = 0; i < count; ++i)
        content.blocks.push_back({LlmBlock::Part::Input, u"user"_s, u"message %1 "_s.arg(i) + QString(length, u'x')});
    return content;
}

void doubleClickAtTheEnd(ConversationView& view) {
    view.moveCursor(QTextCursor::End);
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, view.cursorRect().center() - QPoint(4, 0));
}

} // namespace

class TestConversation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aShortConversationIsShownWhole() {
        ConversationView view;
        view.setContent(messages(3, 10));
        QVERIFY(view.toPlainText().endsWith(u"User\nmessage 2 xxxxxxxxxx"_s));
    }

    void ofManyMessagesTheFirstAreLaidOut() {
        ConversationView view;
        view.setContent(messages(100'000, 10));
        QVERIFY2(view.blockCount() < 2'000, qPrintable(QString::number(view.blockCount())));
        QVERIFY(view.toPlainText().contains(u"message 499 "_s));
        QVERIFY(view.toPlainText().endsWith(u"… 99,500 more messages: double-click to read all of them"_s));
    }

    void ofLongMessagesTheFirstAreLaidOut() {
        ConversationView view;
        view.setContent(messages(400, 15'000));
        QVERIFY(view.toPlainText().size() < 600'000);
        QVERIFY(view.toPlainText().contains(u" more messages: "_s));
    }

    void theRestIsADoubleClickAway() {
        ConversationView view;
        view.resize(600, 400);
        view.show();
        view.setContent(messages(700, 10));
        QSignalSpy read(&view, &ConversationView::readRequested);
        doubleClickAtTheEnd(view);
        QCOMPARE(read.size(), 1);
        QVERIFY(read[0][1].toString().contains(u"message 0 "_s));
        QVERIFY(read[0][1].toString().contains(u"message 699 "_s));
    }

    void aLongMessageIsADoubleClickAwayToo() {
        ConversationView view;
        view.resize(600, 400);
        view.show();
        view.setContent(messages(1, 30'000));
        QSignalSpy read(&view, &ConversationView::readRequested);
        doubleClickAtTheEnd(view);
        QCOMPARE(read.size(), 1);
        QCOMPARE(read[0][1].toString().size(), 30'010);
    }
};

QTEST_MAIN(TestConversation)
#include "tst_conversation.moc"
