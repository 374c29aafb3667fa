#include "ui/sql/SqlListPage.h"

#include "ui/common/Icons.h"
#include "ui/sql/SqlListDelegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

SqlListPage::SqlListPage(Content content, QWidget* parent)
    : QWidget(parent)
    , m_content(std::move(content))
    , m_search(new QLineEdit)
    , m_list(new QListView)
    , m_empty(new QLabel) {
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in %1").arg(m_content.name));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon("search"_L1), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setModel(&m_content.model);
    m_list->setAccessibleName(m_content.name);
    m_list->setItemDelegate(new SqlListDelegate(m_content.factsRole, m_content.warningRole, m_list));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(16);
    auto* searchLine = new QHBoxLayout;
    searchLine->setContentsMargins(8, 6, 8, 6);
    searchLine->addWidget(m_search);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(searchLine);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    setFocusProxy(m_list);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) { m_content.search(words); });
    connect(m_list, &QAbstractItemView::doubleClicked, this, &SqlListPage::choose);
    connect(m_list, &QWidget::customContextMenuRequested, this, &SqlListPage::showMenu);
    connect(&m_content.model, &QAbstractItemModel::modelReset, this, &SqlListPage::showEmpty);
    showEmpty();
}

void SqlListPage::focusSearch() {
    m_search->setFocus();
    m_search->selectAll();
}

QString SqlListPage::current() const { return m_list->currentIndex().data(m_content.textRole).toString(); }

void SqlListPage::choose() {
    if (m_list->currentIndex().isValid())
        Q_EMIT chosen(current());
}

void SqlListPage::showMenu(const QPoint& place) {
    const QModelIndexList picked = m_list->selectionModel()->selectedIndexes();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"sqlListMenu"_s);
    if (m_list->currentIndex().isValid()) {
        menu->addAction(themedIcon("back"_L1), tr("Put into the editor"), this, &SqlListPage::choose);
        menu->addAction(
            themedIcon("play"_L1), tr("Put into the editor and run"), this, [this] { Q_EMIT runRequested(current()); });
        menu->addAction(
            themedIcon("copy"_L1), tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(current()); });
    }
    m_content.addActions(*menu, picked);
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

void SqlListPage::showEmpty() {
    const bool empty = m_content.model.rowCount() == 0;
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
    m_empty->setText(
        m_search->text().isEmpty() ? m_content.emptyText : tr("Nothing matches “%1”").arg(m_search->text()));
}

bool SqlListPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (watched == m_search && key->key() == Qt::Key_Down) {
            m_list->setFocus();
            m_list->setCurrentIndex(m_content.model.index(0, 0));
            return true;
        }
        if (watched == m_list && enter && key->modifiers() == Qt::NoModifier) {
            choose();
            return true;
        }
        if (watched == m_list && key->key() == Qt::Key_Delete) {
            m_content.remove(m_list->selectionModel()->selectedIndexes());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace spanglass
