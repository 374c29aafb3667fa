#include "models/diagnostics/WayFollow.h"

#include "models/diagnostics/DiagnosisWords.h"
#include "services/core/Ids.h"

#include <utility>

namespace spanglass {

WayFollow::WayFollow(DiagnosisControl& control, QObject* parent)
    : QObject(parent)
    , m_control(control) {
    m_way.stops = waitingStops();
}

WayFollow::~WayFollow() { drop(); }

QString WayFollow::idProblem(const QString& text) {
    if (text.trimmed().isEmpty())
        return tr("Enter the id of a trace.");
    return TraceId::fromText(text.trimmed())
        ? QString()
        : tr("A trace id has up to 32 hexadecimal digits; “tr-” before them does no harm.");
}

void WayFollow::follow(const DiagnosisSubject& subject, const QString& traceId) {
    const auto id = TraceId::fromText(traceId.trimmed());
    if (!id)
        return;
    drop();
    m_cancelled = false;
    m_way = {.traceId = id->text(), .stops = waitingStops(), .verdict = {}};
    m_since.start();
    m_watcher = new QFutureWatcher<TraceWay>;
    connect(m_watcher, &QFutureWatcherBase::resultReadyAt, this, [this](int index) {
        m_way = m_watcher->resultAt(index);
        Q_EMIT changed();
    });
    connect(m_watcher, &QFutureWatcherBase::progressTextChanged, this, &WayFollow::changed);
    connect(m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_cancelled = m_watcher->isCanceled();
        std::exchange(m_watcher, nullptr)->deleteLater();
        for (WayStop& each : m_way.stops) {
            if (each.state == WayStop::State::Looking) {
                each.state = WayStop::State::CouldNotLook;
                each.evidence = tr("Cancelled before it was looked at.");
            }
        }
        Q_EMIT changed();
    });
    m_watcher->setFuture(m_control.follow(subject, id->text()));
    Q_EMIT changed();
}

void WayFollow::cancel() {
    if (m_watcher)
        m_watcher->cancel();
}

void WayFollow::drop() {
    if (!m_watcher)
        return;
    m_watcher->disconnect();
    m_watcher->future().cancel();
    std::exchange(m_watcher, nullptr)->deleteLater();
}

} // namespace spanglass
