#include "ui/diagnostics/CheckView.h"

#include "models/diagnostics/DiagnosisRun.h"
#include "models/diagnostics/DiagnosisWords.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/diagnostics/CheckLook.h"
#include "ui/workspace/ChoiceTable.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ShownRows = 12;
constexpr int LabelChars = 24;

} // namespace

QString numberedSteps(const QStringList& steps) {
    if (steps.size() < 2)
        return steps.value(0);
    QStringList lines;
    for (const QString& step : steps)
        lines << CheckView::tr("%1. %2").arg(lines.size() + 1).arg(step);
    return lines.join(u'\n');
}

CheckView::CheckView(const DiagnosisRun& run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_icon(new QLabel)
    , m_title(wrappedLabel(u"checkTitle"_s))
    , m_status(wrappedLabel(u"checkStatus"_s))
    , m_summary(wrappedLabel(u"checkSummary"_s, true))
    , m_looksAt(new QuietLine(u"checkLooksAt"_s))
    , m_table(new QTableView)
    , m_evidencePart(makeEvidence())
    , m_cause(wrappedLabel(u"checkCause"_s, true))
    , m_remedyTitle(stepHeading(tr("What to do")))
    , m_steps(wrappedLabel(u"checkSteps"_s, true))
    , m_documentation(new QuietLine(u"checkDocumentation"_s))
    , m_action(namedButton(u"checkAction"_s, {}))
    , m_again(namedButton(u"runThisCheck"_s, tr("Run this check")))
    , m_copy(namedButton(u"copyCheck"_s, tr("Copy details"))) {
    setObjectName(u"checkView"_s);
    m_documentation->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    layout->addWidget(m_looksAt);
    layout->addWidget(m_summary);
    layout->addWidget(m_evidencePart);
    layout->addWidget(m_cause);
    layout->addWidget(m_remedyTitle);
    layout->addWidget(m_steps);
    layout->addWidget(makeFoot());
    layout->addWidget(m_documentation);
    layout->addStretch(1);
}

CheckView::~CheckView() { m_table->setModel(nullptr); }

QWidget* CheckView::makeHead() {
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_status);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return head;
}

QWidget* CheckView::makeEvidence() {
    m_table->setObjectName(u"evidence"_s);
    m_table->setAccessibleName(tr("What was seen"));
    prepareChoiceTable(*m_table, m_evidence, EvidenceModel::Value);
    m_table->horizontalHeader()->setSectionResizeMode(EvidenceModel::Label, QHeaderView::Interactive);
    m_table->horizontalHeader()->resizeSection(
        EvidenceModel::Label, LabelChars * m_table->fontMetrics().horizontalAdvance(u'0'));
    m_table->setWordWrap(true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* part = new QWidget;
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_table, 1);
    row->addWidget(new CopyButton(tr("Copy the evidence"), [this] { return m_evidence.text(); }), 0, Qt::AlignTop);
    return part;
}

QWidget* CheckView::makeFoot() {
    m_action->setIcon(themedIcon("play"_L1));
    m_again->setIcon(themedIcon("refresh"_L1));
    m_copy->setIcon(themedIcon("copy"_L1));
    m_copy->setToolTip(tr("Everything about this check as text, for a support case. It holds no secrets."));
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_action);
    row->addWidget(m_again);
    row->addWidget(m_copy);
    row->addStretch(1);
    connect(m_action, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(m_id); });
    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(m_id); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details()); });
    return foot;
}

void CheckView::showCheck(const QString& id) {
    m_id = id;
    refresh();
}

void CheckView::refresh() {
    const CheckInfo* info = m_run.info(m_id);
    const CheckResult* result = m_run.result(m_id);
    setVisible(info && result);
    if (!info || !result)
        return;
    const CheckStatus status = m_run.status(m_id);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString words = checkStatusWords(status);
    m_icon->setPixmap(checkStatusIcon(status, palette()).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_icon->setAccessibleName(words);
    m_title->setText(info->title);
    QStringList state{words};
    if (m_run.before())
        state << checkChangeWords(m_run.change(m_id), m_run.before()->started, now);
    if (result->at.isValid())
        state << tr("looked %1, took %2").arg(momentWords(result->at, now), formatDuration(result->took));
    state.removeAll(QString());
    m_status->setText(state.join(u" · "_s));
    m_looksAt->setText(tr("%1 %2").arg(info->looksAt, info->why).trimmed());
    m_summary->setText(result->summary.isEmpty() && info->sends && status == CheckStatus::NotRun
            ? tr("It sends a marked test span, so it runs only when “Send a test span” is chosen.")
            : result->summary);
    m_summary->setVisible(!m_summary->text().isEmpty());
    showEvidence(result->evidence);
    m_cause->setText(result->cause.isEmpty() ? QString() : tr("Cause: %1").arg(result->cause));
    m_cause->setVisible(!result->cause.isEmpty());
    m_remedyTitle->setVisible(!result->remedy.isEmpty());
    m_steps->setText(numberedSteps(result->remedy));
    m_steps->setVisible(!result->remedy.isEmpty());
    m_action->setVisible(result->action.has_value());
    m_action->setText(result->action ? QString(result->action->label).replace(u'&', u"&&"_s) : QString());
    m_action->setEnabled(!m_run.isBusy());
    m_again->setEnabled(!m_run.isBusy());
    m_documentation->setText(tr("Documentation: “%1”").arg(info->documentation));
    m_documentation->setVisible(!info->documentation.isEmpty());
}

void CheckView::showEvidence(const QList<CheckEvidence>& evidence) {
    m_evidence.setEvidence(evidence);
    m_evidencePart->setVisible(!evidence.isEmpty());
    int height = m_table->horizontalHeader()->sizeHint().height() + 2 * m_table->frameWidth();
    for (int row = 0; row < std::min(m_evidence.rowCount(), ShownRows); ++row)
        height += m_table->rowHeight(row);
    m_table->setFixedHeight(height);
}

QString CheckView::details() const {
    const CheckInfo* info = m_run.info(m_id);
    const CheckResult* result = m_run.result(m_id);
    return info && result ? checkText(*info, *result) : QString();
}

void CheckView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace spanglass
