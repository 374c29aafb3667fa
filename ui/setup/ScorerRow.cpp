#include "ui/setup/ScorerRow.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int GuidelineLines = 3;

} // namespace

ScorerRow::ScorerRow(const QString& builtin, const QString& name, const QString& meaning, QWidget* parent)
    : QWidget(parent)
    , m_builtin(builtin)
    , m_wanted(new QCheckBox(meaning))
    , m_name(new QLineEdit(name))
    , m_rate(new QDoubleSpinBox)
    , m_guidelines(new QPlainTextEdit) {
    m_wanted->setObjectName(u"scorer-"_s + builtin);
    m_name->setObjectName(u"scorerName-"_s + builtin);
    m_name->setAccessibleName(tr("Name of the scorer %1").arg(builtin));
    m_name->setMaximumWidth(200);
    m_rate->setObjectName(u"scorerRate-"_s + builtin);
    m_rate->setAccessibleName(tr("Share of traces that %1 judges").arg(builtin));
    m_rate->setRange(0, 100);
    m_rate->setDecimals(1);
    m_rate->setValue(100);
    m_rate->setSuffix(tr(" % of traces"));
    m_rate->setSpecialValueText(tr("registered only"));
    m_guidelines->setObjectName(u"scorerGuidelines-"_s + builtin);
    m_guidelines->setAccessibleName(tr("Guidelines, one a line"));
    m_guidelines->setPlaceholderText(tr("One guideline a line, such as: The answer names its sources."));
    m_guidelines->setTabChangesFocus(true);
    m_guidelines->setFixedHeight(GuidelineLines * m_guidelines->fontMetrics().lineSpacing() + 16);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_wanted, 1);
    row->addWidget(m_name);
    row->addWidget(m_rate);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_guidelines);
    const auto tell = [this] {
        if (!m_refreshing)
            Q_EMIT edited();
    };
    connect(m_wanted, &QCheckBox::clicked, this, tell);
    connect(m_name, &QLineEdit::textEdited, this, tell);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, tell);
    connect(m_guidelines, &QPlainTextEdit::textChanged, this, tell);
    setScorer({});
}

std::optional<PlannedScorer> ScorerRow::scorer() const {
    if (!m_wanted->isChecked())
        return {};
    PlannedScorer out{.name = m_name->text().trimmed(), .builtin = m_builtin};
    out.sampleRate = m_rate->value() / 100;
    for (const QString& line : m_guidelines->toPlainText().split(u'\n', Qt::SkipEmptyParts))
        out.guidelines << line.trimmed();
    if (m_builtin != "Guidelines"_L1)
        out.guidelines.clear();
    return out;
}

void ScorerRow::setScorer(const std::optional<PlannedScorer>& wanted) {
    m_refreshing = true;
    m_wanted->setChecked(wanted.has_value());
    if (wanted && wanted != scorer()) {
        m_name->setText(wanted->name);
        m_rate->setValue(wanted->sampleRate * 100);
        m_guidelines->setPlainText(wanted->guidelines.join(u'\n'));
    }
    m_name->setEnabled(wanted.has_value());
    m_rate->setEnabled(wanted.has_value());
    m_guidelines->setVisible(wanted.has_value() && m_builtin == "Guidelines"_L1);
    m_refreshing = false;
}

} // namespace spanglass
