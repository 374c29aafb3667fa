#include "ui/timeline/ComparisonView.h"

#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "models/timeline/TraceSession.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/EmptyState.h"
#include "ui/common/FailureNote.h"
#include "ui/common/Icons.h"
#include "ui/timeline/ComparisonDelegate.h"
#include "ui/timeline/TextReader.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

ComparisonView::~ComparisonView() = default;

void ComparisonView::setPlaces(const ComparedPlace& own, std::function<std::vector<ComparedPlace>()> others) {
    m_own = own;
    m_others = std::move(others);
    fillPlaces();
    showState();
}

void ComparisonView::fillPlaces() {
    const QString chosen = m_place->currentData().toString();
    m_offered = m_others ? m_others() : std::vector<ComparedPlace>();
    m_place->clear();
    for (const ComparedPlace& each : m_offered)
        m_place->addItem(each.title, each.id);
    m_place->setCurrentIndex(std::max(m_place->findData(chosen), m_offered.empty() ? -1 : 0));
    m_place->setEnabled(m_offered.size() > 1);
}

void ComparisonView::begin() {
    fillPlaces();
    if (m_place->currentIndex() < 0) {
        m_comparer.forget();
        return;
    }
    const ComparedPlace& other = m_offered[static_cast<std::size_t>(m_place->currentIndex())];
    const bool ownIsSent = m_own.isReceived || !other.isReceived;
    m_comparer.compare(m_session.id(), ownIsSent ? m_own : other, ownIsSent ? other : m_own);
}

void ComparisonView::forgetPlace(const QString& id) {
    m_comparer.forgetPlace(id);
    fillPlaces();
}

void ComparisonView::showState() {
    const TraceComparer::State state = m_comparer.state();
    const bool ready = state == TraceComparer::State::Ready;
    m_choices->setVisible(ready);
    m_save->setVisible(ready);
    m_again->setEnabled(!m_offered.empty() && state != TraceComparer::State::Loading);
    m_banner->dismiss();
    m_words->setText(ready ? comparisonWords(*m_comparer.comparison(), m_comparer.names()) : QString());
    switch (state) {
    case TraceComparer::State::Empty:
        m_empty->clearButtons();
        m_empty->setContent("store"_L1, tr("No other place is open"),
            tr("Open a workspace's table beside the local store. Then a trace can be compared with what arrived there: "
               "lost spans, changed values, delay."));
        if (m_offered.empty()) {
            QPushButton* open = m_empty->addButton(tr("Open a workspace…"), "plus"_L1);
            open->setObjectName(u"comparisonOpenWorkspace"_s);
            connect(open, &QPushButton::clicked, this, &ComparisonView::workspaceRequested);
        }
        m_stack->setCurrentWidget(m_empty);
        break;
    case TraceComparer::State::Loading:
        m_loading->setContent("clock"_L1, tr("Comparing"), m_comparer.progress());
        m_stack->setCurrentWidget(m_loading);
        break;
    case TraceComparer::State::Failed:
        showFailure();
        break;
    case TraceComparer::State::Ready:
        if (m_comparer.delayProblem())
            m_banner->showMessage(BannerKind::Info, tr("Delays are not known: when spans arrived could not be read."),
                m_comparer.delayProblem()->message);
        showRows();
        break;
    }
    settle();
}

void ComparisonView::showFailure() {
    const Error error = explained(*m_comparer.error());
    m_empty->clearButtons();
    m_empty->setDetail(failureNote(error));
    m_empty->setContent(error.code == ErrorCode::Cancelled ? "info"_L1 : "error"_L1, error.message, error.remedy);
    QPushButton* again = m_empty->addButton(tr("Try again"), "refresh"_L1);
    again->setObjectName(u"retryComparing"_s);
    connect(again, &QPushButton::clicked, this, &ComparisonView::begin);
    m_stack->setCurrentWidget(m_empty);
}

void ComparisonView::showRows() {
    if (!m_comparer.comparison())
        return;
    const TraceComparison& comparison = *m_comparer.comparison();
    const ComparisonNames& names = m_comparer.names();
    const auto counts = comparisonCounts(comparison);
    const QString words[] = {tr("Lost"), tr("Extra"), tr("Values"), tr("Types"), tr("Same")};
    const QString tips[] = {tr("Spans that are only in") + u' ' + names.left,
        tr("Spans that are only in") + u' ' + names.right, tr("Values that differ, or are on one side only"),
        tr("Values that say the same as another type"), tr("Spans that say the same, with their delay")};
    for (std::size_t kind = 0; kind < ComparisonKindCount; ++kind) {
        m_kinds[kind]->setText(words[kind] + u' ' + formatCount(counts[kind]));
        m_kinds[kind]->setToolTip(plainToolTip(tips[kind]));
        m_kinds[kind]->setIcon(comparisonIcon(static_cast<ComparisonKind>(kind), palette()));
    }
    const bool first = m_model.columnCount() == 0;
    m_rows = comparisonRows(comparison, names, m_filter);
    m_model.setTable(m_rows.table);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    if (first) {
        const int em = fontMetrics().horizontalAdvance(u'0');
        for (const auto& [column, width] : std::initializer_list<std::pair<int, int>>{
                 {0, 26}, {1, 26}, {2, 30}, {3, 30}, {4, 30}, {5, 12}, {6, 12}, {7, 12}, {8, 20}})
            m_table->horizontalHeader()->resizeSection(column, width * em);
    }
    m_save->setEnabled(m_model.rowCount() > 0);
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    m_empty->clearButtons();
    if (comparison.isEqual() && m_filter.text.isEmpty())
        m_empty->setContent("ok"_L1, tr("Identical"), m_words->text());
    else
        m_empty->setContent("filter"_L1, tr("Nothing fits"), tr("Choose more kinds above, or clear the filter."));
    m_stack->setCurrentWidget(m_empty);
}

void ComparisonView::selectSpan(const QModelIndex& row) {
    if (!row.isValid() || !m_session.trace())
        return;
    const SpanId span = m_rows.spans[m_model.rows().place(static_cast<std::size_t>(row.row()))];
    if (const std::uint32_t place = m_session.trace()->rowOf(span); place != NoNode)
        m_session.select(place);
}

void ComparisonView::showMenu(const QPoint& at) {
    const QModelIndex row = m_table->indexAt(at);
    if (!row.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(u"comparisonMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon("focus"_L1), tr("Go to the span"), this, [this] {
        selectSpan(m_table->currentIndex());
        Q_EMIT spanActivated();
    });
    for (const int column : {ComparisonRows::Left, ComparisonRows::Right}) {
        const QString value = row.siblingAtColumn(column).data(SqlResultModel::FullTextRole).toString();
        const QString title = m_model.headerData(column, Qt::Horizontal).toString();
        QAction* read = menu->addAction(themedIcon("open"_L1),
            tr("Read the value in") + u' ' + QString(title).replace(u'&', u"&&"_s), this,
            [this, title, value] { TextReader::openWindow(title, value, this); });
        read->setEnabled(!value.isEmpty());
    }
    menu->addAction(themedIcon("copy"_L1), tr("Copy the rows"), this, &ComparisonView::copySelected);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ComparisonView::copySelected() {
    std::vector<std::uint32_t> picked;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        picked.push_back(static_cast<std::uint32_t>(row.row()));
    std::ranges::sort(picked);
    if (picked.empty())
        return;
    m_copying.ask(
        sqlCopy(m_model.rows(), std::move(picked), {}, SqlTextFormat::Tsv, true), [this](const Result<QString>& text) {
            if (text)
                QGuiApplication::clipboard()->setText(*text);
            else
                m_banner->showError(text.error());
            settle();
        });
}

void ComparisonView::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Save the differences"));
    dialog->setObjectName(u"comparisonFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("CSV (*.csv)"));
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ComparisonView::save);
    dialog->open();
}

void ComparisonView::save(const QString& file) {
    m_saving.ask(sqlExport(m_model.rows(), SqlTextFormat::Csv, file), [this, file](const Result<SqlExported>& done) {
        if (done)
            m_banner->showMessage(BannerKind::Success,
                counted(done->rows, tr("%1 row"), tr("%1 rows")) + u' ' + tr("written to") + u' '
                    + QFileInfo(file).fileName());
        else
            m_banner->showError(done.error());
        settle();
    });
}

bool ComparisonView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // ours before the trace view's
        return true;
    }
    return QWidget::event(event);
}

void ComparisonView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT leaveRequested();
    else
        QWidget::keyPressEvent(event);
}

bool ComparisonView::isSettled() const {
    return m_comparer.state() != TraceComparer::State::Loading && !m_model.isSorting() && !m_copying.isPending()
        && !m_saving.isPending();
}

void ComparisonView::settle() {
    if (isSettled())
        Q_EMIT settled();
}

} // namespace spanglass
