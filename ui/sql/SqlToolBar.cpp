#include "ui/sql/SqlToolBar.h"

#include "models/common/Quantity.h"
#include "ui/common/Icons.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t Limits[] = {1'000, 10'000, 100'000, 1'000'000};

} // namespace

SqlToolBar::SqlToolBar(SqlSources& sources, QWidget* parent)
    : QWidget(parent)
    , run(new QAction(themedIcon("play"_L1), tr("Run"), this))
    , runAll(new QAction(themedIcon("forward"_L1), tr("Run all"), this))
    , stop(new QAction(themedIcon("stop"_L1), tr("Stop"), this))
    , save(new QAction(themedIcon("star"_L1), tr("Save query …"), this))
    , goOn(new QAction(tr("Go on after a mistake"), this))
    , sidePane(new QAction(themedIcon("side-pane"_L1), tr("Queries, history and tables"), this))
    , m_sources(sources)
    , m_source(new QComboBox)
    , m_readOnly(new QLabel(tr("read-only")))
    , m_limit(new QComboBox) {
    run->setToolTip(tr("Run the selection, or the statement at the cursor (Ctrl+Return)"));
    runAll->setToolTip(tr("Run every statement, one after another (Ctrl+Shift+Return)"));
    stop->setToolTip(tr("Stop the statement and leave out the rest (Ctrl+.)"));
    sidePane->setToolTip(tr("Show or hide queries, history and tables (Ctrl+Shift+B)"));
    goOn->setCheckable(true);
    sidePane->setCheckable(true);
    m_source->setObjectName(u"sqlSource"_s);
    m_source->setAccessibleName(tr("Where statements run"));
    m_source->setModel(&sources);
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_readOnly->setObjectName(u"sqlReadOnly"_s);
    m_readOnly->setForegroundRole(QPalette::PlaceholderText);
    m_readOnly->setToolTip(tr("Statements that change something are refused here"));
    m_limit->setObjectName(u"sqlLimit"_s);
    m_limit->setAccessibleName(tr("How many rows are fetched at most"));
    m_limit->setToolTip(tr("How many rows are fetched at most"));
    for (const std::uint64_t limit : Limits)
        m_limit->addItem(tr("%1 rows").arg(formatCount(limit)), QVariant::fromValue(limit));
    m_limit->setCurrentIndex(1);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(button(sidePane, Qt::ToolButtonIconOnly));
    layout->addWidget(m_source);
    layout->addWidget(m_readOnly);
    layout->addSpacing(8);
    layout->addWidget(button(run, Qt::ToolButtonTextBesideIcon));
    layout->addWidget(button(runAll, Qt::ToolButtonTextBesideIcon));
    layout->addWidget(button(stop, Qt::ToolButtonTextBesideIcon));
    layout->addStretch(1);
    layout->addWidget(button(save, Qt::ToolButtonTextBesideIcon));
    layout->addWidget(m_limit);
    auto* more = new QToolButton;
    more->setIcon(themedIcon("more"_L1));
    more->setToolTip(tr("More"));
    more->setAccessibleName(tr("More"));
    more->setAutoRaise(true);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(new QMenu(more));
    more->menu()->addAction(goOn);
    layout->addWidget(more);

    connect(m_source, &QComboBox::currentIndexChanged, this, [this] {
        showSource();
        Q_EMIT sourceChanged();
    });
    connect(&sources, &QAbstractItemModel::dataChanged, this, [this] {
        showSource();
        Q_EMIT sourceChanged();
    });
    connect(&sources, &QAbstractItemModel::rowsInserted, this, &SqlToolBar::showSource);
    connect(&sources, &QAbstractItemModel::rowsRemoved, this, &SqlToolBar::showSource);
    showSource();
    setRunning(false);
}

QToolButton* SqlToolBar::button(QAction* action, Qt::ToolButtonStyle style) {
    auto* made = new QToolButton;
    made->setDefaultAction(action);
    made->setToolButtonStyle(style);
    made->setAutoRaise(true);
    made->setAccessibleName(action->text());
    return made;
}

QString SqlToolBar::sourceId() const { return m_source->currentData().toString(); }

bool SqlToolBar::setSourceId(const QString& id) {
    const int index = m_source->findData(id);
    if (index >= 0)
        m_source->setCurrentIndex(index);
    return index >= 0;
}

std::uint64_t SqlToolBar::rowLimit() const { return m_limit->currentData().value<std::uint64_t>(); }

void SqlToolBar::setRowLimit(std::uint64_t limit) {
    if (const int index = m_limit->findData(QVariant::fromValue(limit)); index >= 0)
        m_limit->setCurrentIndex(index);
}

void SqlToolBar::setRunning(bool running) {
    run->setEnabled(!running);
    runAll->setEnabled(!running);
    stop->setEnabled(running);
}

void SqlToolBar::showSource() {
    const SqlSource* source = m_sources.find(sourceId());
    m_readOnly->setVisible(source && source->warehouse->isReadOnly());
}

} // namespace spanglass
