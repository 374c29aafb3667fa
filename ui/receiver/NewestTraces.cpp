#include "ui/receiver/NewestTraces.h"

#include "models/common/Quantity.h"
#include "ui/common/Icons.h"
#include "ui/receiver/QuietTable.h"
#include "ui/traces/TraceTable.h"

#include <QHeaderView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t Newest = 200;

QToolButton* toggle(const QString& name, const QString& text, QLatin1StringView icon, const QString& toolTip) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setIcon(themedIcon(icon));
    button->setToolTip(toolTip);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    return button;
}

} // namespace

NewestTraces::NewestTraces(SpanSource& source, TraceFeed& feed, QWidget* parent)
    : QWidget(parent)
    , m_model(source, feed)
    , m_selection(m_model, source)
    , m_table(new TraceTable(m_model, m_selection))
    , m_stack(new QStackedLayout(this))
    , m_arrived(new QToolButton)
    , m_hold(toggle(u"newestHold"_s, tr("Hold"), "pause"_L1, tr("Keep the list still; new traces are counted")))
    , m_follow(toggle(u"newestFollow"_s, tr("Follow"), "fit"_L1, tr("Stay at the newest trace"))) {
    m_table->setObjectName(u"newestTable"_s);
    m_table->setAccessibleName(tr("Newest traces"));
    m_table->setSortingEnabled(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->horizontalHeader()->setSortIndicatorShown(false);
    m_table->hideColumn(TraceListModel::Spans);
    setColumnChars(m_table, {0, 17, 10, 9, 7, 6});
    m_stack->addWidget(quietNote(tr("No traces yet. They appear here as they come.")));
    m_stack->addWidget(m_table);
    m_arrived->setObjectName(u"newestArrived"_s);
    m_arrived->hide();
    m_follow->setChecked(true);

    connect(&m_model, &TraceListModel::rowsChanged, this,
        [this] { m_stack->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1); });
    connect(&m_model, &TraceListModel::arrivedWhileHeldChanged, this, &NewestTraces::showArrived);
    connect(&m_model, &TraceListModel::settled, this, &NewestTraces::settled);
    connect(m_table, &TraceTable::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_follow, &QToolButton::clicked, m_table, &TraceTable::setFollowing);
    connect(m_hold, &QToolButton::toggled, this, [this](bool held) { m_model.setHeld(held); });
    connect(m_arrived, &QToolButton::clicked, this, [this] { m_hold->setChecked(false); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const std::optional<TraceId> trace = m_model.traceAt(index.row()))
            Q_EMIT traceRequested(*trace);
    });
    m_model.setRowLimit(Newest);
    TraceQuery newest;
    newest.sort = TraceSort::Arrival; // an app may send what happened long ago
    m_model.setQuery(newest);
}

QList<QWidget*> NewestTraces::tools() const { return {m_arrived, m_hold, m_follow}; }

void NewestTraces::showArrived() {
    const std::uint64_t arrived = m_model.arrivedWhileHeld();
    m_arrived->setVisible(arrived > 0);
    m_arrived->setText(counted(arrived, tr("%1 new trace – show"), tr("%1 new traces – show")));
}

} // namespace spanglass
