#include "ui/timeline/TextReader.h"

#include "models/timeline/JsonText.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TextPane.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace spanglass {

TextReader::TextReader(QWidget* parent)
    : QWidget(parent)
    , m_pane(new TextPane)
    , m_search(new QLineEdit)
    , m_note(new QLabel)
    , m_format(new QToolButton) {
    setObjectName(u"textReader"_s);
    m_pane->setObjectName(u"textPane"_s);
    m_pane->setAccessibleName(tr("Text"));
    m_search->setObjectName(u"textSearch"_s);
    m_search->setAccessibleName(tr("Find in this text"));
    m_search->setPlaceholderText(tr("Find in this text"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon("search"_L1), QLineEdit::LeadingPosition);
    m_note->setObjectName(u"textNote"_s);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_format->setText(tr("Laid out"));
    m_format->setToolTip(tr("Show JSON laid out or as it came"));
    m_format->setCheckable(true);
    m_format->setChecked(true);
    m_format->setAutoRaise(true);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_note);
    bar->addWidget(m_format);
    bar->addWidget(new CopyButton(tr("Copy the text as it came"), [this] { return m_raw; }));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(bar);
    all->addWidget(m_pane, 1);

    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(m_format, &QToolButton::toggled, this, &TextReader::layOut);
    connect(&m_layout, &QFutureWatcherBase::finished, this, [this] {
        if (m_layout.isCanceled())
            return;
        m_layingOut = false;
        m_pane->setText(m_layout.result());
        showSize();
        Q_EMIT settled();
    });
    auto* next = new QShortcut(QKeySequence(Qt::Key_F3), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(next, &QShortcut::activated, this, [this] { find(false); });
    auto* previous
        = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(previous, &QShortcut::activated, this, [this] { find(true); });
    auto* search
        = new QShortcut(QKeySequence(QKeySequence::Find), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(search, &QShortcut::activated, this, &TextReader::focusSearch);
}

TextReader::~TextReader() = default;

void TextReader::setText(const QString& text) {
    m_raw = text;
    layOut();
}

QString TextReader::shownText() const { return m_pane->text(); }

void TextReader::layOut() {
    const bool json = looksLikeJson(m_raw);
    m_format->setVisible(json);
    if (!json || !m_format->isChecked()) {
        m_layingOut = false;
        m_layout.setFuture({});
        m_pane->setText(m_raw);
        showSize();
        Q_EMIT settled();
        return;
    }
    m_layingOut = true;
    m_note->setText(tr("laying out…"));
    m_layout.setFuture(QtConcurrent::run([text = m_raw] { return prettyJson(text).value_or(text); }));
}

void TextReader::showSize() { m_note->setText(tr("%1 characters").arg(QLocale().toString(m_raw.size()))); }

void TextReader::find(bool backwards) {
    if (!m_pane->find(m_search->text(), backwards) && !m_search->text().isEmpty())
        m_note->setText(tr("not found"));
    else
        showSize();
}

void TextReader::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TextReader::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isWindow())
        close();
    else
        QWidget::keyPressEvent(event);
}

TextReader* TextReader::openWindow(const QString& title, const QString& text, QWidget* parent) {
    auto* reader = new TextReader(parent);
    reader->setWindowFlag(Qt::Window);
    reader->setAttribute(Qt::WA_DeleteOnClose);
    reader->setWindowTitle(title);
    reader->resize(900, 640);
    reader->setText(text);
    reader->show();
    return reader;
}

} // namespace spanglass
