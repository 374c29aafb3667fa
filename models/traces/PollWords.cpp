#include "models/traces/PollWords.h"

#include "models/common/Quantity.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(PollWords)
};

QString taken(std::chrono::nanoseconds time) { return formatDuration(Nanos{time.count()}); }

QString lastWords(const FeedPoll& last) {
    QStringList parts{Tr::tr("the last answer took %1").arg(taken(last.took)),
        counted(last.counted, Tr::tr("counted %1 span"), Tr::tr("counted %1 spans")),
        last.arrived == 0 ? Tr::tr("none new") : Tr::tr("%1 new").arg(formatCount(last.arrived))};
    if (last.rowsScanned)
        parts << counted(*last.rowsScanned, Tr::tr("%1 row scanned"), Tr::tr("%1 rows scanned"));
    return parts.join(u", "_s);
}

} // namespace

QString pollInterval(std::chrono::milliseconds interval) {
    const auto seconds = std::chrono::round<std::chrono::seconds>(interval).count();
    return seconds < 60 || seconds % 60 != 0 ? Tr::tr("%1 s").arg(seconds) : Tr::tr("%1 min").arg(seconds / 60);
}

QString pollWords(const PollState& state) {
    const QString every = pollInterval(state.interval);
    QStringList parts;
    if (!state.on) {
        parts << (state.polls > 0
                ? Tr::tr("On hold, nothing is asked")
                : Tr::tr("On hold. Following asks every %1, which keeps a SQL warehouse from stopping").arg(every));
    } else if (state.problem) {
        parts << (state.asking ? Tr::tr("Asking again…")
                               : Tr::tr("No answer; asked again in %1").arg(pollInterval(state.pause)));
    } else {
        parts << Tr::tr("Asks every %1").arg(every);
        if (!state.last)
            parts << Tr::tr("waiting for the first answer…");
    }
    if (state.on && state.last)
        parts << lastWords(*state.last);
    if (state.polls > 0)
        parts << counted(state.polls, Tr::tr("%1 answer"), Tr::tr("%1 answers")) + u' '
                + Tr::tr("took %1 in all").arg(taken(state.spent));
    return parts.join(u" · "_s);
}

QString pollDetails(const PollState& state) {
    QString text = Tr::tr("What is asked:") + u'\n' + state.statement;
    if (state.last && !state.last->statementId.isEmpty())
        text += u"\n\n"_s + Tr::tr("Last statement: %1").arg(state.last->statementId);
    return text;
}

} // namespace spanglass
