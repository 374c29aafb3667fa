#include "ui/receiver/ForwardedDialog.h"

#include "services/core/ForwardControl.h"
#include "ui/receiver/ForwardStrip.h"
#include "ui/replay/ReplayEntriesView.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

ForwardedDialog::ForwardedDialog(const ForwardParts& parts, QWidget* parent)
    : QDialog(parent)
    , m_forward(parts.forward)
    , m_entries(new ReplayEntriesView(parts.replays)) {
    setObjectName(u"forwardedDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Passed on to %1").arg(m_forward.status().target.title()));
    resize(960, 600);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_entries, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&parts.forward, &ForwardControl::changed, this, &ForwardedDialog::refresh);
    refresh();
}

/// The ledger keeps what is passed on as it keeps a replay.
void ForwardedDialog::refresh() {
    const ForwardStatus now = m_forward.status();
    if (now.replayId.isEmpty())
        return;
    ReplayStatus shown;
    shown.id = now.replayId;
    shown.plan.target = now.target;
    shown.parcels[std::size_t(ParcelState::Taken)] = now.sentRequests;
    shown.parcels[std::size_t(ParcelState::Refused)] = now.refusedRequests;
    shown.parcels[std::size_t(ParcelState::Skipped)] = now.skippedRequests;
    shown.attempts = now.sentRequests + now.refusedRequests + now.repeatedRequests;
    m_entries->showReplay(shown);
}

} // namespace spanglass
