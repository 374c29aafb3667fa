#include "ui/settings/RetentionSection.h"

#include "models/common/Quantity.h"
#include "ui/common/Banner.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t MiB = 1024 * 1024;
constexpr std::int64_t DayNanos = 24ll * 3600 * 1'000'000'000;

QSpinBox* limitBox(const QString& name, int lowest, int highest, const QString& suffix) {
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(lowest, highest);
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    return box;
}

} // namespace

RetentionSection::RetentionSection(StoreControl& store, QWidget* parent)
    : SettingsSection(tr("Retention"),
        tr("The oldest whole traces go first. Without a limit the store grows as long as there is room."), parent)
    , m_store(store)
    , m_bySize(new QCheckBox(tr("Keep at &most")))
    , m_megabytes(limitBox(u"retentionSize"_s, 64, 16 * 1024 * 1024, tr(" MiB")))
    , m_byAge(new QCheckBox(tr("&Keep for")))
    , m_days(limitBox(u"retentionDays"_s, 1, 36500, tr(" days")))
    , m_apply(new QPushButton(tr("Apply &limits")))
    , m_question(new Banner) {
    m_bySize->setObjectName(u"retentionBySize"_s);
    m_byAge->setObjectName(u"retentionByAge"_s);
    m_megabytes->setAccessibleName(tr("Most mebibytes to keep"));
    m_days->setAccessibleName(tr("Most days to keep"));
    m_apply->setObjectName(u"applyRetention"_s);
    form().addRow(m_bySize, m_megabytes);
    form().addRow(m_byAge, m_days);
    addWide(m_question);
    addButton(m_apply);
    load(m_store.status().retention);
    for (QCheckBox* box : {m_bySize, m_byAge})
        connect(box, &QCheckBox::toggled, this, &RetentionSection::edited);
    for (QSpinBox* box : {m_megabytes, m_days})
        connect(box, &QSpinBox::valueChanged, this, &RetentionSection::edited);
    connect(m_apply, &QPushButton::clicked, this, &RetentionSection::askOrApply);
    connect(m_question, &Banner::actionTriggered, this, &RetentionSection::apply);
    edited();
}

void RetentionSection::load(const Retention& retention) {
    m_bySize->setChecked(retention.maxBytes.has_value());
    m_megabytes->setValue(static_cast<int>(retention.maxBytes.value_or(2048 * MiB) / MiB));
    m_byAge->setChecked(retention.maxAge.has_value());
    m_days->setValue(static_cast<int>(retention.maxAge.value_or(Nanos{30 * DayNanos}).value / DayNanos));
}

Retention RetentionSection::entered() const {
    Retention out{.maxBytes = std::nullopt, .maxAge = std::nullopt};
    if (m_bySize->isChecked())
        out.maxBytes = static_cast<std::uint64_t>(m_megabytes->value()) * MiB;
    if (m_byAge->isChecked())
        out.maxAge = Nanos{m_days->value() * DayNanos};
    return out;
}

void RetentionSection::edited() {
    m_megabytes->setEnabled(m_bySize->isChecked());
    m_days->setEnabled(m_byAge->isChecked());
    m_question->dismiss();
    m_apply->setEnabled(entered() != m_store.status().retention);
}

void RetentionSection::askOrApply() {
    const StoreStatus now = m_store.status();
    const Retention wanted = entered();
    const bool tooLarge = wanted.maxBytes && now.bytes > *wanted.maxBytes;
    const bool shorter
        = wanted.maxAge && (!now.retention.maxAge || *wanted.maxAge < *now.retention.maxAge) && now.traces > 0;
    if (!tooLarge && !shorter) {
        apply();
        return;
    }
    const QString size
        = tooLarge ? tr("The store has %1 now. ").arg(formatBytes(static_cast<double>(now.bytes))) : QString();
    m_question->showMessage(BannerKind::Warning,
        size + tr("The oldest traces beyond the new limits will be removed for good."),
        tr("Save them to a file first if they are still needed."), tr("Remove and apply"));
}

void RetentionSection::apply() {
    m_store.setRetention(entered());
    m_question->dismiss();
    m_apply->setEnabled(false);
}

} // namespace spanglass
