// How the comparison is laid out; what it does is in ComparisonView.cpp.
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Icons.h"
#include "ui/timeline/ComparisonDelegate.h"
#include "ui/timeline/ComparisonView.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QToolButton* toolButton(const QString& name, const QString& text, QLatin1StringView icon, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setIcon(themedIcon(icon));
    button->setToolTip(tip);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

} // namespace

ComparisonView::ComparisonView(TraceSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_banner(new Banner)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_loading(new EmptyState)
    , m_table(new QTableView) {
    setObjectName(u"comparison"_s);
    buildTable();
    buildLoading();
    for (QWidget* page : std::initializer_list<QWidget*>{m_empty, m_loading, m_table})
        m_stack->addWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_banner);
    column->addWidget(m_choices = buildChoices());
    column->addWidget(m_stack, 1);
    connect(&m_comparer, &TraceComparer::changed, this, &ComparisonView::showState);
    connect(&m_model, &SqlResultModel::sortingChanged, this, &ComparisonView::settle);
    showState();
}

QWidget* ComparisonView::buildHead() {
    m_place = new QComboBox;
    m_place->setObjectName(u"comparedPlace"_s);
    m_place->setAccessibleName(tr("Compare with"));
    m_words = new ElidedLabel;
    m_words->setObjectName(u"comparisonWords"_s);
    m_again
        = toolButton(u"compareAgain"_s, tr("Compare again"), "refresh"_L1, tr("Read the trace again from both places"));
    m_save = toolButton(u"saveComparison"_s, tr("Save…"), "export"_L1, tr("Save the rows that are shown as CSV"));
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(new QLabel(tr("Compared with")));
    row->addWidget(m_place);
    row->addWidget(m_words, 1);
    row->addWidget(m_save);
    row->addWidget(m_again);
    connect(m_place, &QComboBox::activated, this, &ComparisonView::begin);
    connect(m_again, &QToolButton::clicked, this, &ComparisonView::begin);
    connect(m_save, &QToolButton::clicked, this, &ComparisonView::chooseFile);
    return head;
}

QWidget* ComparisonView::buildChoices() {
    auto* choices = new QWidget;
    auto* row = new QHBoxLayout(choices);
    row->setContentsMargins(8, 0, 8, 4);
    row->setSpacing(4);
    for (std::size_t kind = 0; kind < ComparisonKindCount; ++kind) {
        QToolButton* button = toolButton(u"comparisonKind%1"_s.arg(kind), {}, {}, {});
        button->setCheckable(true);
        button->setChecked(m_filter.kinds[kind]);
        connect(button, &QToolButton::toggled, this, [this, kind](bool on) {
            m_filter.kinds[kind] = on;
            showRows();
        });
        row->addWidget(button);
        m_kinds[kind] = button;
    }
    m_search = new QLineEdit;
    m_search->setObjectName(u"comparisonFilter"_s);
    m_search->setAccessibleName(tr("Filter the differences"));
    m_search->setPlaceholderText(tr("Filter: a span, a field or a value"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon("filter"_L1), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(360);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.text = text.trimmed();
        showRows();
    });
    row->addStretch(1);
    row->addWidget(m_search, 2);
    return choices;
}

void ComparisonView::buildTable() {
    m_table->setObjectName(u"comparisonTable"_s);
    m_table->setAccessibleName(tr("Differences"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new ComparisonDelegate(m_model, m_rows, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 8));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& row) {
        selectSpan(row);
        Q_EMIT spanActivated();
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &ComparisonView::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparisonView::selectSpan);
    auto* copy = new QAction(m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ComparisonView::copySelected);
    m_table->addAction(copy);
}

void ComparisonView::buildLoading() {
    m_loading->setObjectName(u"comparing"_s);
    QPushButton* cancel = m_loading->addButton(tr("Cancel"), "close"_L1);
    cancel->setObjectName(u"cancelComparing"_s);
    connect(cancel, &QPushButton::clicked, &m_comparer, &TraceComparer::cancel);
}

} // namespace spanglass
