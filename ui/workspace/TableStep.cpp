#include "ui/workspace/TableStep.h"

#include "models/common/Quantity.h"
#include "models/workspace/WorkspaceChooser.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ShownFindings = 3;

QString bare(QString name) { return name.remove(u'`').section(u'.', -1); }

} // namespace

TableStep::TableStep(WorkspaceChooser& chooser, QWidget* parent)
    : QWidget(parent)
    , m_chooser(chooser)
    , m_tables(new QComboBox)
    , m_find(new QPushButton(themedIcon("search"_L1), tr("Look for the tables")))
    , m_summary(wrappedLabel(u"tableSummary"_s))
    , m_findings(wrappedLabel(u"tableFindings"_s))
    , m_line(new StepLine) {
    m_tables->setObjectName(u"tableBox"_s);
    m_tables->setAccessibleName(tr("Table of spans"));
    m_find->setObjectName(u"findTables"_s);
    m_find->setAutoDefault(false);
    for (QLabel* label : {m_summary, m_findings})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(stepHeading(tr("Table of spans")));
    row->addWidget(m_tables, 1);
    row->addStretch(0);
    row->addWidget(m_find);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_summary);
    layout->addWidget(m_findings);
    layout->addWidget(m_line);
    connect(m_tables, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (!m_refreshing)
            m_chooser.chooseTable(m_tables->itemData(at).toString());
    });
    connect(m_find, &QPushButton::clicked, &m_chooser, &WorkspaceChooser::findTables);
    connect(m_line, &StepLine::cancelRequested, &m_chooser, &WorkspaceChooser::cancelFind);
    connect(m_line, &StepLine::actionRequested, &m_chooser, &WorkspaceChooser::findTables);
}

void TableStep::refresh() {
    m_refreshing = true;
    fillTables(m_chooser.tables().value().value_or(QList<WorkspaceTable>()));
    const WorkspaceTable* chosen = m_chooser.table();
    m_tables->setCurrentIndex(chosen ? m_tables->findData(chosen->spans) : -1);
    m_tables->setVisible(m_tables->count() > 0);
    m_refreshing = false;
    const bool known = m_chooser.tables().isBusy() || m_chooser.tables().value();
    m_find->setVisible(m_chooser.canFind() && !known && !m_chooser.starting().isBusy());
    showTable();
    showProgress();
}

/// A list that a person has opened stays open.
void TableStep::fillTables(const QList<WorkspaceTable>& tables) {
    QStringList wanted;
    for (const WorkspaceTable& each : tables)
        wanted << each.spans;
    QStringList there;
    for (int i = 0; i < m_tables->count(); ++i)
        there << m_tables->itemData(i).toString();
    if (there == wanted)
        return;
    m_tables->clear();
    for (const QString& each : wanted)
        m_tables->addItem(QString(each).remove(u'`'), each);
}

void TableStep::showTable() {
    const auto& list = m_chooser.tables().value();
    const WorkspaceTable* chosen = m_chooser.table();
    QString summary;
    if (list && list->isEmpty())
        summary
            = tr("There is no table of spans in this schema, or you may not see it. Ask for USE CATALOG, USE SCHEMA "
                 "and SELECT, or choose another schema.");
    else if (chosen && !chosen->companions.isEmpty()) {
        QStringList names;
        for (const QString& each : chosen->companions)
            names << bare(each);
        summary = tr("%1, with %2").arg(chosen->summary, names.join(u", "_s));
    } else if (chosen)
        summary = chosen->summary;
    else if (m_find->isVisibleTo(this) && m_chooser.warehouse()->state == WarehouseState::Starting)
        summary = tr("The SQL warehouse is starting. Looking for the tables waits for it.");
    else if (m_find->isVisibleTo(this) && m_chooser.warehouse()->state != WarehouseState::Running)
        summary = tr("The SQL warehouse does not run. Looking for the tables starts it.");
    m_summary->setText(summary);
    m_summary->setVisible(!summary.isEmpty());
    QStringList findings = chosen ? chosen->findings.mid(0, ShownFindings) : QStringList();
    if (chosen && chosen->findings.size() > ShownFindings)
        findings << counted(
            static_cast<std::uint64_t>(chosen->findings.size() - ShownFindings), tr("%1 more"), tr("%1 more"));
    m_findings->setText(findings.join(u'\n'));
    m_findings->setToolTip(chosen ? chosen->findings.join(u'\n') : QString());
    m_findings->setVisible(!findings.isEmpty());
}

void TableStep::showProgress() {
    const auto& tables = m_chooser.tables();
    if (tables.isBusy())
        m_line->showBusy(tables.progress().isEmpty() ? waitingWords(tr("Looking for the tables"), tables.seconds())
                                                     : tables.progress());
    else if (tables.error() && tables.error()->code != ErrorCode::Cancelled)
        m_line->showError(*tables.error(), tr("Try again"));
    else
        m_line->showNothing();
}

} // namespace spanglass
