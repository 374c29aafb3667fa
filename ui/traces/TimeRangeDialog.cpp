#include "ui/traces/TimeRangeDialog.h"

#include "services/core/DisplayZone.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QDateTime toDateTime(UnixNanos time) {
    return QDateTime::fromMSecsSinceEpoch(
        static_cast<qint64>(time.value / 1'000'000), timesInUtc() ? Qt::UTC : Qt::LocalTime);
}

UnixNanos toNanos(const QDateTime& time) {
    return {static_cast<std::uint64_t>(std::max<qint64>(0, time.toMSecsSinceEpoch())) * 1'000'000};
}

QDateTimeEdit* timeEdit(const QString& name, const QDateTime& time) {
    auto* edit = new QDateTimeEdit(time);
    edit->setTimeSpec(time.timeSpec());
    edit->setObjectName(name);
    edit->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    edit->setCalendarPopup(true);
    return edit;
}

} // namespace

TimeRangeDialog::TimeRangeDialog(const TimeRange& range, bool needsBeginning, QWidget* parent)
    : QDialog(parent)
    , m_hasFrom(new QCheckBox(tr("&From")))
    , m_hasTo(new QCheckBox(tr("&To")))
    , m_problem(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"timeRangeDialog"_s);
    setWindowTitle(timesInUtc() ? tr("Traces that started (UTC)") : tr("Traces that started"));
    const QDateTime now = toDateTime(UnixNanos::now());
    m_from = timeEdit(u"timeFrom"_s, range.from ? toDateTime(*range.from) : now.addSecs(-3600));
    m_to = timeEdit(u"timeTo"_s, range.to ? toDateTime(*range.to) : now);
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
    m_hasFrom->setChecked(true);
    m_hasFrom->setEnabled(!needsBeginning);
    m_hasTo->setChecked(range.to.has_value());
    m_hasTo->setObjectName(u"hasTimeTo"_s);
    m_hasFrom->setObjectName(u"hasTimeFrom"_s);
    m_problem->setWordWrap(true);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Show traces"));

    auto* form = new QFormLayout(this);
    form->setContentsMargins(16, 16, 16, 16);
    form->addRow(m_hasFrom, m_from);
    form->addRow(m_hasTo, m_to);
    form->addRow(m_problem);
    form->addRow(m_buttons);

    connect(m_hasFrom, &QCheckBox::toggled, this, &TimeRangeDialog::check);
    connect(m_hasTo, &QCheckBox::toggled, this, &TimeRangeDialog::check);
    connect(m_from, &QDateTimeEdit::dateTimeChanged, this, &TimeRangeDialog::check);
    connect(m_to, &QDateTimeEdit::dateTimeChanged, this, &TimeRangeDialog::check);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(this->range());
        accept();
    });
    check();
}

TimeRange TimeRangeDialog::range() const {
    TimeRange range;
    if (m_hasFrom->isChecked())
        range.from = toNanos(m_from->dateTime());
    if (m_hasTo->isChecked())
        range.to = toNanos(m_to->dateTime());
    return range;
}

void TimeRangeDialog::check() {
    m_from->setEnabled(m_hasFrom->isChecked());
    m_to->setEnabled(m_hasTo->isChecked());
    const TimeRange chosen = range();
    const bool backward = chosen.from && chosen.to && !(*chosen.from < *chosen.to);
    m_problem->setText(backward ? tr("The end lies before the beginning: nothing can match.") : QString());
    m_problem->setVisible(backward);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!backward);
}

} // namespace spanglass
