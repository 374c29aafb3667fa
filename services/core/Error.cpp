#include "services/core/Error.h"

using namespace Qt::StringLiterals;

namespace spanglass {

QLatin1StringView errorCodeName(ErrorCode code) {
    switch (code) {
    case ErrorCode::Cancelled:
        return "cancelled"_L1;
    case ErrorCode::TimedOut:
        return "timed-out"_L1;
    case ErrorCode::Offline:
        return "offline"_L1;
    case ErrorCode::NeedsSignIn:
        return "needs-sign-in"_L1;
    case ErrorCode::NotAllowed:
        return "not-allowed"_L1;
    case ErrorCode::NotFound:
        return "not-found"_L1;
    case ErrorCode::Conflict:
        return "conflict"_L1;
    case ErrorCode::RateLimited:
        return "rate-limited"_L1;
    case ErrorCode::BadInput:
        return "bad-input"_L1;
    case ErrorCode::LimitHit:
        return "limit-hit"_L1;
    case ErrorCode::Busy:
        return "busy"_L1;
    case ErrorCode::Damaged:
        return "damaged"_L1;
    case ErrorCode::TooNew:
        return "too-new"_L1;
    case ErrorCode::NoSpace:
        return "no-space"_L1;
    case ErrorCode::ReadOnly:
        return "read-only"_L1;
    case ErrorCode::Bug:
        return "bug"_L1;
    }
    return "bug"_L1;
}

QString Error::oneLine() const {
    QString line = message;
    if (!remedy.isEmpty()) {
        if (!line.isEmpty() && !line.endsWith(u'.') && !line.endsWith(u'?') && !line.endsWith(u'!'))
            line += u'.';
        line += u' ' + remedy;
    }
    return line.replace(u'\n', u' ');
}

} // namespace spanglass
