#include "ui/replay/ArrivalView.h"

#include "models/common/Quantity.h"
#include "models/replay/ReplayDetail.h"
#include "models/replay/ReplayWords.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

ArrivalView::ArrivalView(QWidget* parent)
    : QWidget(parent)
    , m_intro(new QuietLine(u"arrivalIntro"_s))
    , m_result(wrappedLabel(u"arrivalResult"_s))
    , m_where(new QuietLine(u"arrivalWhere"_s))
    , m_check(namedButton(u"checkArrival"_s, tr("Check arrival")))
    , m_send(namedButton(u"sendMissing"_s, tr("Send just the missing")))
    , m_copy(new CopyButton(tr("Copy the list"), [this] { return m_faults.text(); }))
    , m_line(new StepLine)
    , m_table(new QTableView)
    , m_cut(new QuietLine(u"arrivalCut"_s)) {
    m_check->setIcon(themedIcon("search"_L1));
    m_send->setIcon(themedIcon("replay"_L1));
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setObjectName(u"arrivalFaults"_s);
    m_table->setAccessibleName(tr("Spans that are missing or changed"));
    prepareChoiceTable(*m_table, m_faults, ArrivalFaultsModel::What);
    m_table->setFrameShape(QFrame::NoFrame);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(8);
    tools->addWidget(m_check);
    tools->addWidget(m_send);
    tools->addStretch(1);
    tools->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_intro);
    layout->addWidget(m_result);
    layout->addWidget(m_where);
    layout->addLayout(tools);
    layout->addWidget(m_line);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_cut);
    layout->addStretch(0);
    connect(m_check, &QPushButton::clicked, this, &ArrivalView::checkRequested);
    connect(m_send, &QPushButton::clicked, this, &ArrivalView::sendMissingRequested);
    connect(m_line, &StepLine::cancelRequested, this, &ArrivalView::cancelRequested);
    connect(m_line, &StepLine::actionRequested, this, &ArrivalView::checkRequested);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& at) {
        if (const ArrivalFault* fault = m_faults.at(at.row()))
            Q_EMIT traceRequested(fault->trace);
    });
}

ArrivalView::~ArrivalView() { m_table->setModel(nullptr); }

void ArrivalView::showDetail(const ReplayDetail& detail) {
    const auto& arrival = detail.arrival();
    const auto& report = arrival.value();
    const bool checkable = detail.canCheckArrival();
    m_intro->setText(checkable
            ? tr("A yes of the target is not yet a row. The check asks for every span that was sent by its trace and "
                 "span id, and reads the values of some back.")
            : tr("Arrival can be checked in Databricks tables and on MLflow servers. This target cannot be asked what "
                 "it has."));
    m_intro->setVisible(!report);
    m_check->setVisible(checkable);
    m_check->setEnabled(!arrival.isBusy());
    m_check->setText(report ? tr("Check again") : tr("Check arrival"));
    m_result->setVisible(report.has_value());
    m_where->setVisible(report.has_value());
    const bool faults = report && !report->faults.empty();
    m_table->setVisible(faults);
    m_copy->setVisible(faults);
    m_send->setVisible(report && report->missing > 0);
    m_send->setEnabled(detail.isFree());
    m_cut->setVisible(faults && report->missing + report->different > report->faults.size());
    if (report) {
        m_result->setText(arrivalWords(*report));
        const QString at = QLocale().toString(report->at.toLocalTime(), QLocale::ShortFormat);
        m_where->setText(tr("Asked %1, %2").arg(report->where, at));
        m_cut->setText(tr("The first %1 are listed.").arg(formatCount(report->faults.size())));
    }
    const QString key = report ? detail.status().id + report->at.toString(Qt::ISODateWithMs) : QString();
    if (std::exchange(m_shown, key) != key)
        m_faults.setFaults(report ? report->faults : std::vector<ArrivalFault>());
    if (arrival.isBusy())
        m_line->showBusy(waitingWords(
            arrival.progress().isEmpty() ? tr("Asking the target") : arrival.progress(), arrival.seconds()));
    else if (arrival.error() && arrival.error()->code != ErrorCode::Cancelled)
        m_line->showError(*arrival.error(), tr("Try again"));
    else
        m_line->showNothing();
}

} // namespace spanglass
