#include "ui/traces/TraceTable.h"

#include "ui/traces/TraceDelegate.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTimerEvent>

namespace spanglass {

namespace {
constexpr int AgesMs = 5'000;
}

TraceTable::TraceTable(TraceListModel& model, TraceSelection& selection, QWidget* parent)
    : QTableView(parent)
    , m_model(model) {
    setObjectName(QStringLiteral("traceTable"));
    setAccessibleName(tr("Traces"));
    setModel(&model);
    setSelectionModel(&selection);
    setItemDelegate(new TraceDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setEditTriggers(NoEditTriggers);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(16);
    verticalHeader()->setDefaultSectionSize(std::max(28, fontMetrics().height() + 10));
    QHeaderView* header = horizontalHeader();
    header->setFixedHeight(std::max(28, fontMetrics().height() + 10));
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(TraceListModel::Name, QHeaderView::Stretch);
    header->setMinimumSectionSize(56);
    const int em = fontMetrics().horizontalAdvance(u'0');
    header->resizeSection(TraceListModel::Service, 24 * em);
    header->resizeSection(TraceListModel::Start, 18 * em);
    header->resizeSection(TraceListModel::Duration, 16 * em);
    header->resizeSection(TraceListModel::Spans, 10 * em);
    header->resizeSection(TraceListModel::Errors, 10 * em);
    header->setSortIndicator(TraceListModel::Start, Qt::DescendingOrder);
    setSortingEnabled(true);

    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TraceTable::onScrolled);
    connect(&model, &TraceListModel::rowsChanged, this, &TraceTable::keepPlace);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this] {
        m_topTrace.reset();
        scrollToTop();
        setFollowing(true);
    });
}

void TraceTable::setFollowing(bool following) {
    if (following && !canFollow())
        following = false;
    const bool changed = m_following != following;
    m_following = following;
    if (following)
        scrollToTop();
    report();
    if (changed)
        Q_EMIT followingChanged(following);
}

bool TraceTable::canFollow() const {
    const TraceQuery& query = m_model.query();
    return query.descending && (query.sort == TraceSort::Start || query.sort == TraceSort::Arrival);
}

std::optional<TraceId> TraceTable::currentTrace() const { return m_model.traceAt(currentIndex().row()); }

void TraceTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    report();
}

void TraceTable::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    m_ages.start(AgesMs, Qt::VeryCoarseTimer, this);
}

void TraceTable::hideEvent(QHideEvent* event) {
    m_ages.stop();
    QTableView::hideEvent(event);
}

void TraceTable::timerEvent(QTimerEvent* event) {
    if (event->timerId() == m_ages.timerId())
        viewport()->update();
    else
        QTableView::timerEvent(event);
}

RowSpan TraceTable::shownRows() const {
    const int row = verticalHeader()->defaultSectionSize();
    const auto first = static_cast<std::uint64_t>(verticalScrollBar()->value() / row);
    return {first, static_cast<std::uint64_t>(viewport()->height() / row + 2)};
}

void TraceTable::onScrolled(int value) {
    if (!m_adjusting && m_following != (value == 0) && canFollow()) {
        m_following = value == 0;
        Q_EMIT followingChanged(m_following);
    }
    report();
}

/// After rows came or went: the trace at the upper edge goes back to where it was.
void TraceTable::keepPlace() {
    executeDelayedItemsLayout();
    m_adjusting = true;
    const int row = m_topTrace ? m_model.rowOf(*m_topTrace) : -1;
    if (m_following)
        verticalScrollBar()->setValue(0);
    else if (row >= 0)
        verticalScrollBar()->setValue(row * verticalHeader()->defaultSectionSize() + m_topOffset);
    m_adjusting = false;
    report();
}

void TraceTable::report() {
    const RowSpan shown = shownRows();
    const bool stayAtTop = m_following || (!canFollow() && verticalScrollBar()->value() == 0);
    m_topTrace = stayAtTop ? std::nullopt : m_model.traceAt(static_cast<int>(shown.first));
    m_topOffset = verticalScrollBar()->value() % verticalHeader()->defaultSectionSize();
    m_model.showRows(shown, stayAtTop ? -1 : static_cast<qint64>(shown.first));
}

} // namespace spanglass
