#include "ui/replay/ReplayOptionsView.h"

#include "models/replay/ReplayDraft.h"
#include "models/replay/ReplayWords.h"
#include "ui/common/Labels.h"
#include "ui/common/WheelGuard.h"
#include "ui/replay/AttributesEditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

#include <cmath>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double MiB = 1 << 20;
constexpr int MostAtOnce = 64;

enum Speed { Fastest, AsItCame, Faster };

} // namespace

ReplayOptionsView::ReplayOptionsView(ReplayDraft& draft, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_form(new QFormLayout(this))
    , m_attributes(new AttributesEditor)
    , m_speed(new QComboBox)
    , m_times(new QDoubleSpinBox)
    , m_atOnce(new QSpinBox)
    , m_limits(wrappedLabel(u"publishedLimits"_s)) {
    build();
    WheelGuard::install(*this);
    connect(&draft, &ReplayDraft::changed, this, &ReplayOptionsView::refresh);
    refresh();
}

QCheckBox* ReplayOptionsView::addCheck(const QString& name, const QString& text, const QString& toolTip) {
    auto* check = new QCheckBox(text);
    check->setObjectName(name);
    check->setToolTip(toolTip);
    connect(check, &QCheckBox::clicked, this, &ReplayOptionsView::tell);
    return check;
}

QDoubleSpinBox* ReplayOptionsView::addLimit(
    const QString& name, const QString& label, double most, const QString& suffix) {
    auto* box = new QDoubleSpinBox;
    box->setObjectName(name);
    box->setRange(0, most);
    box->setDecimals(1);
    box->setSuffix(suffix);
    box->setSpecialValueText(tr("the target's own limit"));
    box->setFixedWidth(200);
    connect(box, &QDoubleSpinBox::valueChanged, this, &ReplayOptionsView::tell);
    m_form->addRow(label, box);
    return box;
}

void ReplayOptionsView::build() {
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    m_newIds = addCheck(u"newTraceIds"_s, tr("New trace ids"),
        tr("Each trace gets another id; links between the traces that are sent follow. For sending into a place that "
           "has them already."));
    m_shift = addCheck(u"shiftToNow"_s, tr("Shift to now"),
        tr("The earliest start becomes the moment of sending; all distances stay."));
    m_onlyErrors = addCheck(u"onlyErrors"_s, tr("Only traces with an error"), {});
    m_repeat = addCheck(u"sendAgain"_s, tr("Send again what the target took before"),
        tr("Otherwise spans that this target took in earlier replays are left out."));
    m_whole = addCheck(u"wholeRequests"_s, tr("Whole requests, byte for byte"),
        tr("Send the requests as they came, with spans of other traces that came in them."));
    m_form->addRow(tr("Change"), m_newIds);
    m_form->addRow(nullptr, m_shift);
    m_form->addRow(tr("Attributes"), m_attributes);
    m_form->addRow(tr("Which"), m_onlyErrors);
    m_form->addRow(nullptr, m_whole);
    m_form->addRow(nullptr, m_repeat);
    m_sample = new QDoubleSpinBox;
    m_sample->setObjectName(u"sampleShare"_s);
    m_sample->setAccessibleName(tr("Share of the traces"));
    m_sample->setToolTip(tr("Chosen by their ids: the same ones each time."));
    m_sample->setRange(0.1, 100);
    m_sample->setDecimals(1);
    m_sample->setSuffix(tr(" % of the traces"));
    m_sample->setFixedWidth(200);
    m_form->addRow(tr("S&hare"), m_sample);
    m_speed->setObjectName(u"replaySpeed"_s);
    m_speed->addItem(tr("As fast as allowed"));
    m_speed->addItem(tr("With the gaps in which it came"));
    m_speed->addItem(tr("Faster than it came"));
    m_times->setObjectName(u"replayTimes"_s);
    m_times->setAccessibleName(tr("How many times faster"));
    m_times->setRange(1.1, 10'000);
    m_times->setDecimals(1);
    m_times->setValue(10);
    m_times->setSuffix(tr(" times"));
    auto* pace = new QWidget;
    auto* row = new QHBoxLayout(pace);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_speed);
    row->addWidget(m_times);
    row->addStretch(1);
    pace->setFocusProxy(m_speed);
    m_speed->setAccessibleName(tr("Pace"));
    m_form->addRow(tr("&Pace"), pace);
    m_traces = addLimit(u"tracesPerSecond"_s, tr("&Traces a second"), 1'000'000, tr(" traces/s"));
    m_bytes = addLimit(u"bytesPerSecond"_s, tr("&Data a second"), 100'000, tr(" MiB/s"));
    m_form->addRow(nullptr, m_limits);
    m_atOnce->setObjectName(u"atOnce"_s);
    m_atOnce->setRange(1, MostAtOnce);
    m_atOnce->setFixedWidth(200);
    m_form->addRow(tr("Requests at &once"), m_atOnce);
    connect(m_attributes, &EditRows::edited, this, &ReplayOptionsView::tell);
    connect(m_sample, &QDoubleSpinBox::valueChanged, this, &ReplayOptionsView::tell);
    connect(m_times, &QDoubleSpinBox::valueChanged, this, &ReplayOptionsView::tell);
    connect(m_speed, &QComboBox::currentIndexChanged, this, &ReplayOptionsView::tell);
    connect(m_atOnce, &QSpinBox::valueChanged, this, &ReplayOptionsView::tell);
}

ReplayPlan ReplayOptionsView::entered() const {
    ReplayPlan out = m_draft.options();
    out.selection.onlyErrors = m_onlyErrors->isChecked();
    out.selection.wholeRequests = m_whole->isChecked();
    out.selection.sample = m_sample->value() / 100;
    out.repeat = m_repeat->isChecked();
    out.edits = {m_newIds->isChecked(), m_shift->isChecked(), m_attributes->edits()};
    const int speed = m_speed->currentIndex();
    out.pace.speed = speed == Fastest ? 0 : speed == AsItCame ? 1 : m_times->value();
    out.pace.tracesPerSecond = m_traces->value();
    out.pace.bytesPerSecond = static_cast<std::uint64_t>(std::llround(m_bytes->value() * MiB));
    out.pace.atOnce = m_atOnce->value();
    return out;
}

void ReplayOptionsView::tell() {
    m_times->setVisible(m_speed->currentIndex() == Faster);
    if (!m_refreshing)
        m_draft.setOptions(entered());
}

void ReplayOptionsView::showLimits() {
    const TargetLimits limits = m_draft.limits();
    m_limits->setText(limitsWords(limits));
    m_limits->setToolTip(limits.source);
    m_form->setRowVisible(m_limits, !m_limits->text().isEmpty());
}

void ReplayOptionsView::refresh() {
    showLimits();
    const ReplayPlan& plan = m_draft.options();
    if (plan == entered())
        return tell();
    m_refreshing = true;
    m_onlyErrors->setChecked(plan.selection.onlyErrors);
    m_whole->setChecked(plan.selection.wholeRequests);
    m_sample->setValue(plan.selection.sample * 100);
    m_repeat->setChecked(plan.repeat);
    m_newIds->setChecked(plan.edits.newTraceIds);
    m_shift->setChecked(plan.edits.shiftToNow);
    m_attributes->setEdits(plan.edits.attributes);
    m_speed->setCurrentIndex(plan.pace.speed <= 0 ? Fastest : plan.pace.speed == 1 ? AsItCame : Faster);
    if (plan.pace.speed > 1)
        m_times->setValue(plan.pace.speed);
    m_traces->setValue(plan.pace.tracesPerSecond);
    m_bytes->setValue(double(plan.pace.bytesPerSecond) / MiB);
    m_atOnce->setValue(plan.pace.atOnce);
    m_refreshing = false;
    m_times->setVisible(m_speed->currentIndex() == Faster);
}

} // namespace spanglass
