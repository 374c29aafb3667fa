#include "ui/traces/TraceListEmpty.h"

#include "models/receiver/ReceiverWords.h"
#include "ui/common/CopyButton.h"
#include "ui/common/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spanglass {

TraceListEmpty::TraceListEmpty(TraceFilter& filter, const TracePlace& place, QWidget* parent)
    : EmptyState(parent)
    , m_filter(filter)
    , m_title(place.title)
    , m_receiver(place.receiver) {
    setObjectName(u"traceListEmpty"_s);
    if (m_receiver) {
        connect(m_receiver, &ReceiverControl::changed, this, [this] {
            if (isVisible())
                refresh();
        });
    }
}

void TraceListEmpty::refresh() {
    const QString built = m_filter.appliedText() + u'\n' + m_filter.time().toText() + u'\n'
        + (m_receiver ? QString::number(int(m_receiver->snapshot().state))
                    + m_receiver->snapshot().httpAddresses.join(u' ') + m_receiver->snapshot().problem
                      : QString());
    if (std::exchange(m_shown, built) == built)
        return;
    clearButtons();
    setDetail(nullptr);
    if (m_filter.isNarrowed())
        showNoMatch();
    else if (m_receiver)
        showNothingYet();
    else
        showNothingThere();
}

void TraceListEmpty::showNoMatch() {
    const bool timed = m_filter.time().kind != TimeChoice::Kind::All;
    setContent("search"_L1, tr("No trace matches"),
        !timed                  ? tr("No trace holds a span that fits the filter.")
            : m_filter.filter() ? tr("No trace in this time holds a span that fits the filter.")
                                : tr("No trace started in this time."));
    if (m_filter.filter()) {
        QPushButton* clear = addButton(tr("Clear filter"), "close"_L1);
        clear->setObjectName(u"emptyClearFilter"_s);
        connect(clear, &QPushButton::clicked, this, &TraceListEmpty::clearFilterRequested);
    }
    const TimeChoice widest = usualTimeChoices(m_filter.requiresBeginning()).back();
    if (m_filter.time() != widest) {
        QPushButton* widen
            = addButton(m_filter.requiresBeginning() ? tr("Show the last 30 days") : tr("Show all time"), "clock"_L1);
        widen->setObjectName(u"emptyAllTime"_s);
        connect(widen, &QPushButton::clicked, this, [this, widest] { m_filter.setTime(widest); });
    }
}

void TraceListEmpty::showNothingYet() {
    const ReceiverState state = m_receiver->snapshot().state;
    const bool listening = state == ReceiverState::Listening;
    const bool failed = state == ReceiverState::Failed;
    setContent(failed ? "warning"_L1 : "traces"_L1, failed ? tr("Nothing can be received") : tr("No traces yet"),
        failed ? m_receiver->snapshot().problem
            : listening
            ? tr("Spanglass listens. Point an OpenTelemetry or MLflow app at this address, and its traces appear here "
                 "as they happen.")
            : state == ReceiverState::Paused
            ? tr("The receiver is paused. Resume it, and traces appear here as they happen.")
            : tr("The receiver is not running. Start it and point an OpenTelemetry or MLflow app at it, or look at the "
                 "examples first."));
    if (listening)
        setDetail(addressLine());
    if (state == ReceiverState::Paused) {
        connect(addButton(tr("Resume receiver"), "play"_L1), &QPushButton::clicked, this,
            [this] { m_receiver->setPaused(false); });
    } else if (failed) {
        QPushButton* retry = addButton(retryWords(m_receiver->snapshot()), "play"_L1);
        retry->setObjectName(u"emptyRetry"_s);
        connect(retry, &QPushButton::clicked, this, [this] { m_receiver->start(retrySettings(*m_receiver)); });
    } else if (!listening && state != ReceiverState::Starting) {
        QPushButton* start = addButton(tr("Start receiver"), "play"_L1);
        start->setObjectName(u"emptyStart"_s);
        connect(start, &QPushButton::clicked, this, [this] { m_receiver->start(m_receiver->settings()); });
    }
    QPushButton* connectApp = addButton(tr("Connect your app"), "receiver"_L1);
    connectApp->setObjectName(u"emptyConnect"_s);
    connect(connectApp, &QPushButton::clicked, this, &TraceListEmpty::receiverPanelRequested);
    QPushButton* sample = addButton(tr("Show example traces"), "star"_L1);
    sample->setObjectName(u"emptySample"_s);
    connect(sample, &QPushButton::clicked, this, &TraceListEmpty::sampleRequested);
    QPushButton* open = addButton(tr("Open a file…"), "open"_L1);
    open->setObjectName(u"emptyOpen"_s);
    connect(open, &QPushButton::clicked, this, &TraceListEmpty::filesRequested);
    QPushButton* workspace = addButton(tr("Open a workspace…"), "server"_L1);
    workspace->setObjectName(u"emptyWorkspace"_s);
    connect(workspace, &QPushButton::clicked, this, &TraceListEmpty::workspaceRequested);
    QPushButton* setup = addButton(tr("Set up tracing…"), "setup"_L1);
    setup->setObjectName(u"emptySetup"_s);
    setup->setToolTip(tr("From nothing to traces in Databricks Unity Catalog, or in the practice workspace"));
    connect(setup, &QPushButton::clicked, this, &TraceListEmpty::setupRequested);
}

void TraceListEmpty::showNothingThere() {
    setContent("traces"_L1, tr("No traces yet"),
        tr("%1 holds no traces. Once an app sends some there, they appear here.").arg(m_title));
}

QWidget* TraceListEmpty::addressLine() const {
    const QString address = m_receiver->snapshot().httpAddresses.value(0);
    auto* line = new QWidget;
    auto* label = new QLabel(address);
    label->setObjectName(u"emptyAddress"_s);
    label->setTextFormat(Qt::PlainText);
    label->setFont(fixedFont(font()));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(line);
    layout->addWidget(label);
    layout->addWidget(new CopyButton(tr("Copy address"), [address] { return address; }));
    return line;
}

} // namespace spanglass
