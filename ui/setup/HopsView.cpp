#include "ui/setup/HopsView.h"

#include "models/setup/SetupProof.h"
#include "ui/common/Labels.h"
#include "ui/common/Theme.h"
#include "ui/setup/SetupLook.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int IconSize = 20;

SetupPageState stateOf(ProofHopReport::State state) {
    switch (state) {
    case ProofHopReport::State::Waiting:
        return SetupPageState::Unseen;
    case ProofHopReport::State::Looking:
        return SetupPageState::Looking;
    case ProofHopReport::State::Passed:
        return SetupPageState::Done;
    case ProofHopReport::State::Failed:
        return SetupPageState::Blocked;
    case ProofHopReport::State::Skipped:
        return SetupPageState::NotAsked;
    }
    return SetupPageState::Unseen;
}

} // namespace

HopsView::HopsView(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this)) {
    setObjectName(u"hops"_s);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(12);
    m_grid->setColumnStretch(3, 1);
}

void HopsView::addRow() {
    const int at = static_cast<int>(m_rows.size());
    Row row{new QLabel, new QLabel, new QLabel, wrappedLabel(u"hopEvidence"_s, true)};
    row.icon->setObjectName(u"hopIcon"_s);
    row.name->setObjectName(u"hopName"_s);
    row.name->setTextFormat(Qt::PlainText);
    row.time->setFont(tabularFont(font()));
    row.time->setAlignment(Qt::AlignRight | Qt::AlignTop);
    row.evidence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // The first line of each text is level with the middle of the icon.
    const int line = fontMetrics().height();
    row.icon->setContentsMargins(0, std::max(0, (line - IconSize) / 2), 0, 0);
    for (QLabel* text : {row.name, row.time, row.evidence})
        text->setContentsMargins(0, std::max(0, (IconSize - line) / 2), 0, 0);
    row.time->setMinimumWidth(64);
    m_grid->addWidget(row.icon, at, 0, Qt::AlignTop);
    m_grid->addWidget(row.name, at, 1, Qt::AlignTop);
    m_grid->addWidget(row.time, at, 2, Qt::AlignTop);
    m_grid->addWidget(row.evidence, at, 3);
    m_rows << row;
}

void HopsView::setHops(const QList<ProofHopReport>& hops) {
    m_hops = hops;
    while (m_rows.size() < hops.size())
        addRow();
    for (qsizetype i = 0; i < hops.size(); ++i)
        show(m_rows[i], hops[i]);
}

void HopsView::show(const Row& row, const ProofHopReport& hop) {
    const SetupPageState state = stateOf(hop.state);
    row.icon->setPixmap(setupStateIcon(state, palette()).pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
    row.name->setText(proofHopWords(hop.hop));
    const QString words = proofStateWords(hop.state);
    row.icon->setAccessibleName(words);
    const bool over = hop.state == ProofHopReport::State::Passed || hop.state == ProofHopReport::State::Failed;
    row.time->setText(over ? formatDuration(hop.sinceSent) : QString());
    row.evidence->setText(hop.evidence.isEmpty() ? words : tr("%1 · %2").arg(words, hop.evidence));
}

void HopsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        setHops(m_hops);
    QWidget::changeEvent(event);
}

} // namespace spanglass
