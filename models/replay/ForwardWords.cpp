#include "models/replay/ForwardWords.h"

#include "models/common/Quantity.h"
#include "models/replay/TargetChecks.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("ForwardWords", text); }

} // namespace

bool isForwarding(ForwardState state) { return state != ForwardState::Off; }

bool leadsBack(const ReplayTarget& target, const ReceiverSnapshot& receiver) {
    const QUrl url(target.url);
    const QString port = u':' + QString::number(url.port(url.scheme() == "https"_L1 ? 443 : 80));
    return isOnThisComputer(url.host())
        && std::ranges::any_of(receiver.httpAddresses + receiver.grpcAddresses,
            [&port](const QString& address) { return address.endsWith(port); });
}

QString forwardStateWords(const ForwardStatus& status) {
    const QString target = status.target.title();
    switch (status.state) {
    case ForwardState::Off:
        return tr("Not passed on");
    case ForwardState::Running:
        return tr("Passing on to %1").arg(target);
    case ForwardState::Waiting:
        return tr("Waiting for %1").arg(target);
    case ForwardState::Stopped:
        return tr("Stopped passing on to %1").arg(target);
    case ForwardState::Draining:
        return tr("Sending the rest to %1").arg(target);
    }
    return {};
}

QString backlogWords(const ForwardStatus& status) {
    if (status.waitingRequests == 0)
        return tr("Nothing waits");
    const QString waiting = counted(status.waitingRequests, tr("%1 request waits"), tr("%1 requests wait"));
    const QString size = tr("%1 (%2, %3)")
                             .arg(waiting, formatBytes(double(status.waitingBytes)),
                                 counted(status.waitingSpans, tr("%1 span"), tr("%1 spans")));
    return status.delay.value > 0 ? tr("%1, the oldest for %2").arg(size, formatDuration(status.delay)) : size;
}

QString forwardedWords(const ForwardStatus& status) {
    QStringList parts;
    if (status.sentRequests > 0)
        parts << counted(status.sentSpans, tr("%1 span sent"), tr("%1 spans sent"));
    if (status.spansPerSecond > 0)
        parts << tr("%1 spans/s").arg(formatRate(status.spansPerSecond));
    if (status.refusedRequests > 0)
        parts << counted(status.refusedRequests, tr("%1 request refused"), tr("%1 requests refused"));
    if (status.rejectedSpans > 0)
        parts << counted(status.rejectedSpans, tr("%1 span rejected"), tr("%1 spans rejected"));
    if (status.skippedRequests > 0)
        parts << counted(status.skippedRequests, tr("%1 request left out"), tr("%1 requests left out"));
    if (status.lostRequests > 0)
        parts << counted(status.lostRequests, tr("%1 request lost: it was deleted from the store first"),
            tr("%1 requests lost: they were deleted from the store first"));
    if (status.repeatedRequests > 0)
        parts << counted(status.repeatedRequests, tr("%1 request sent again"), tr("%1 requests sent again"));
    return parts.join(u" · "_s);
}

} // namespace spanglass
