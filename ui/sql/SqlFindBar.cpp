#include "ui/sql/SqlFindBar.h"

#include "models/common/Quantity.h"
#include "ui/common/Icons.h"
#include "ui/sql/SqlEditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spanglass {

SqlFindBar::SqlFindBar(SqlEditor& editor, QWidget* parent)
    : QFrame(parent)
    , m_editor(editor)
    , m_words(new QLineEdit)
    , m_count(new QLabel) {
    setObjectName(u"sqlFindBar"_s);
    m_words->setObjectName(u"sqlFindWords"_s);
    m_words->setAccessibleName(tr("Find in the statements"));
    m_words->setPlaceholderText(tr("Find in the statements"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(themedIcon("search"_L1), QLineEdit::LeadingPosition);
    m_words->setMaximumWidth(320);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    const auto button = [this](QLatin1StringView icon, const QString& tip, auto run) {
        auto* made = new QToolButton;
        made->setIcon(themedIcon(icon));
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, run);
        return made;
    };
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_words, 1);
    layout->addWidget(button("previous"_L1, tr("Find the one before (Shift+F3)"), [this] { findNext(true); }));
    layout->addWidget(button("next"_L1, tr("Find the next (F3)"), [this] { findNext(false); }));
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(button("close"_L1, tr("Close (Esc)"), [this] { close(); }));
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_editor.setSearch(words);
        showCount();
    });
    connect(m_words, &QLineEdit::returnPressed, this, [this] { findNext(false); });
    hide();
}

void SqlFindBar::open() {
    const QString selected = m_editor.textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_words->setText(selected);
    m_editor.setSearch(m_words->text());
    showCount();
    show();
    m_words->setFocus();
    m_words->selectAll();
}

void SqlFindBar::findNext(bool backwards) {
    if (isHidden())
        m_editor.setSearch(m_words->text());
    m_editor.find(backwards);
    showCount();
}

void SqlFindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void SqlFindBar::close() {
    hide();
    m_editor.setSearch({});
    m_editor.setFocus();
}

void SqlFindBar::showCount() {
    if (m_words->text().isEmpty())
        m_count->clear();
    else
        m_count->setText(m_editor.matchCount() == 0
                ? tr("not found")
                : counted(static_cast<std::uint64_t>(m_editor.matchCount()), tr("%1 place"), tr("%1 places")));
}

} // namespace spanglass
