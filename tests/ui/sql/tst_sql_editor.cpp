#include "models/sql/SqlCompletion.h"
#include "tests/ui/sql/SqlBench.h"
#include "ui/common/Theme.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

QAbstractItemView* popup(const SqlBench& b) {
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->objectName() == u"sqlCompletions"_s && b.panel)
            return qobject_cast<QAbstractItemView*>(widget);
    }
    return nullptr;
}

/// The colour of the character at a place of a line.
QColor colorAt(const SqlEditor& editor, int line, int column) {
    const QTextBlock block = editor.document()->findBlockByNumber(line);
    for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
        if (column >= range.start && column < range.start + range.length)
            return range.format.foreground().color();
    }
    return {};
}

} // namespace

class TestSqlEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void linesAreCommentedOutAndIn() {
        SqlBench b;
        b.write(u"select 1\n  , 2\n\nfrom t"_s);
        b.editor().selectAll();
        b.press(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(b.editor().toPlainText(), u"-- select 1\n--   , 2\n\n-- from t"_s);
        b.press(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(b.editor().toPlainText(), u"select 1\n  , 2\n\nfrom t"_s);
        b.editor().undo();
        b.editor().undo();
        QCOMPARE(b.editor().toPlainText(), u"select 1\n  , 2\n\nfrom t"_s);
    }

    void tabIndentsAndShiftTabTakesItBack() {
        SqlBench b;
        b.write(u"a\nb\nc"_s);
        QTextCursor cursor = b.editor().textCursor();
        cursor.setPosition(0);
        cursor.setPosition(4, QTextCursor::KeepAnchor); // up to the beginning of the third line
        b.editor().setTextCursor(cursor);
        b.press(Qt::Key_Tab);
        QCOMPARE(b.editor().toPlainText(), u"  a\n  b\nc"_s);
        b.press(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(b.editor().toPlainText(), u"a\nb\nc"_s);
    }

    void aNewLineBeginsUnderTheOneBefore() {
        SqlBench b;
        b.write(u"select\n  a,"_s, 11);
        b.press(Qt::Key_Return);
        QTest::keyClicks(&b.editor(), u"b"_s);
        QCOMPARE(b.editor().toPlainText(), u"select\n  a,\n  b"_s);
    }

    void typingOffersColumnsAndReturnTakesOne() {
        SqlBench b;
        b.write(u"select  from main.traces.spans"_s, 7);
        QTest::keyClicks(&b.editor(), u"tr"_s);
        QTRY_VERIFY(popup(b) && popup(b)->isVisible());
        QTRY_COMPARE(popup(b)->model()->index(0, 0).data().toString(), u"trace_id"_s);
        QTest::keyClick(popup(b), Qt::Key_Return);
        QCOMPARE(b.editor().toPlainText(), u"select trace_id from main.traces.spans"_s);
        QVERIFY(!popup(b)->isVisible());
    }

    void completionsAfterOtherStatementsGoToTheRightPlace() {
        SqlBench b;
        b.write(u"select 1;\n-- ä\nselect * from sp"_s, 31);
        b.press(Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(popup(b) && popup(b)->isVisible());
        QTest::keyClick(popup(b), Qt::Key_Tab);
        QCOMPARE(b.editor().toPlainText(), u"select 1;\n-- ä\nselect * from main.traces.spans"_s);
    }

    void escapeClosesTheCompletions() {
        SqlBench b;
        b.write(u"sel"_s, 3);
        b.press(Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(popup(b) && popup(b)->isVisible());
        QTest::keyClick(popup(b), Qt::Key_Escape);
        QVERIFY(!popup(b)->isVisible());
        QCOMPARE(b.editor().toPlainText(), u"sel"_s);
    }

    void wordsAreFoundAroundTheEnd() {
        SqlBench b;
        b.write(u"spans x spans y"_s, 8);
        b.press(Qt::Key_F, Qt::ControlModifier);
        auto* words = b.find<QLineEdit>("sqlFindWords");
        QVERIFY(words->hasFocus());
        QTest::keyClicks(words, u"Spans"_s);
        QCOMPARE(b.editor().matchCount(), 2);
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(b.editor().textCursor().selectionStart(), 8);
        b.press(Qt::Key_F3);
        QCOMPARE(b.editor().textCursor().selectionStart(), 0);
        b.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(b.editor().textCursor().selectionStart(), 8);
        b.press(Qt::Key_Escape);
        QVERIFY(!words->isVisible());
        QVERIFY(b.editor().hasFocus());
        QCOMPARE(b.editor().matchCount(), 0);
    }

    void theKindsOfWordsHaveTheirColours() {
        SqlBench b;
        b.write(u"select 'text', count(x), :days -- note\nfrom `name` where 12"_s);
        const ThemeColors& colors = themeColors(b.editor().palette());
        QCOMPARE(colorAt(b.editor(), 0, 0), colors.accent);
        QCOMPARE(colorAt(b.editor(), 0, 8), colors.success);
        QVERIFY(colorAt(b.editor(), 0, 16).isValid());
        QCOMPARE(colorAt(b.editor(), 0, 21), QColor());
        QCOMPARE(colorAt(b.editor(), 0, 26), colorAt(b.editor(), 0, 25)); // the colon belongs to the name
        QCOMPARE(colorAt(b.editor(), 0, 35), colors.mutedText);
        QCOMPARE(colorAt(b.editor(), 1, 0), colors.accent);
        QVERIFY(colorAt(b.editor(), 1, 18).isValid());
    }

    void textsAndCommentsReachOverLines() {
        SqlBench b;
        const ThemeColors& colors = themeColors(b.editor().palette());
        b.write(u"/* a\n/* b */ c\n*/ select 'x\nfrom' from"_s);
        QCOMPARE(colorAt(b.editor(), 1, 8), colors.mutedText);
        QCOMPARE(colorAt(b.editor(), 2, 3), colors.accent);
        QCOMPARE(colorAt(b.editor(), 3, 0), colors.success);
        QCOMPARE(colorAt(b.editor(), 3, 6), colors.accent);
    }

    void theThemeIsFollowed() {
        SqlBench b;
        b.write(u"select 1"_s);
        applyTheme(*qApp, ThemeChoice::Dark);
        QTRY_COMPARE(colorAt(b.editor(), 0, 0), themeColors(darkPalette()).accent);
        applyTheme(*qApp, ThemeChoice::Light);
        QTRY_COMPARE(colorAt(b.editor(), 0, 0), themeColors(lightPalette()).accent);
    }

    void aStatementIsAddedBelowAndUndoneAtOnce() {
        SqlBench b;
        b.write(u"select 1;"_s);
        b.editor().append(u" select 2 "_s);
        QCOMPARE(b.editor().toPlainText(), u"select 1;\n\nselect 2\n"_s);
        b.editor().undo();
        QCOMPARE(b.editor().toPlainText(), u"select 1;"_s);
        b.write({});
        b.editor().append(u"select 3"_s);
        QCOMPARE(b.editor().toPlainText(), u"select 3\n"_s);
    }
};

QTEST_MAIN(TestSqlEditor)
#include "tst_sql_editor.moc"
