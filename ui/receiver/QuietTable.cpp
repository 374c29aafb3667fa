#include "ui/receiver/QuietTable.h"

#include "ui/common/RowDelegate.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QHeaderView>

namespace spanglass {

namespace {

class QuietLabel final : public QLabel {
public:
    explicit QuietLabel(const QString& text)
        : QLabel(text) {
        setTextFormat(Qt::PlainText);
        setAlignment(Qt::AlignCenter);
        setWordWrap(true);
        setMargin(16);
        mute();
    }

protected:
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::PaletteChange)
            mute();
        QLabel::changeEvent(event);
    }

private:
    void mute() {
        QPalette muted = palette();
        const QColor ink = themeColors(muted).mutedText;
        if (muted.color(QPalette::WindowText) == ink)
            return;
        muted.setColor(QPalette::WindowText, ink);
        setPalette(muted);
    }
};

} // namespace

QTableView* quietTable(const QString& name, const QString& accessibleName) {
    auto* table = new QTableView;
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setItemDelegate(new RowDelegate(table));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setMinimumSectionSize(16);
    table->verticalHeader()->setDefaultSectionSize(std::max(24, table->fontMetrics().height() + 8));
    table->horizontalHeader()->setFixedHeight(std::max(28, table->fontMetrics().height() + 10));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setMinimumSectionSize(40);
    return table;
}

void setColumnChars(QTableView* table, const QList<int>& chars) {
    const int em = table->fontMetrics().horizontalAdvance(u'0');
    for (int column = 0; column < chars.size(); ++column) {
        if (chars[column] == 0)
            table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        else
            table->horizontalHeader()->resizeSection(column, chars[column] * em + 16);
    }
}

QLabel* quietNote(const QString& sentence) { return new QuietLabel(sentence); }

} // namespace spanglass
