#include "services/setup/Undo.h"

#include "services/setup/ChangedSince.h"
#include "services/setup/rights/AclUndo.h"

#include <QUuid>

namespace spanglass {

using namespace Qt::StringLiterals;

Result<> takeBack(SetupRecordEntry entry, SetupRecord& record, SetupSession& session) {
    if (entry.undo.text.isEmpty())
        return failure(ErrorCode::BadInput, u"\"%1\" cannot be taken back from here."_s.arg(entry.call.purpose),
            u"The record says what was sent; undo it in the workspace."_s);
    if (entry.undone)
        return {};
    session.say(u"Looking whether somebody changed it since"_s);
    if (auto unchanged = checkUnchangedSince(entry, record, session); !unchanged)
        return unchanged;
    session.say(entry.undo.purpose);
    SetupCall undo = entry.undo;
    if (takesEntriesBack(undo)) {
        const auto now = entriesTakenBack(entry.call, undo, session);
        if (!now)
            return std::unexpected<Error>(now.error());
        undo = *now;
        if (undo.text.isEmpty()) { // somebody did it before
            record.markUndone(entry.id);
            return {};
        }
    }
    const ApiResult answer = session.send(undo, session.pace().longCall);
    // Not so when the workspace has no such call.
    const bool gone = !answer && answer.error().fault.httpStatus == 404
        && answer.error().fault.errorCode != "ENDPOINT_NOT_FOUND"_L1;
    SetupRecordEntry done = entry;
    done.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    done.at = QDateTime::currentDateTimeUtc();
    done.call = undo;
    done.undo = {};
    done.succeeded = answer || gone;
    done.answer = answer ? u"%1, request id %2"_s.arg(answer->status).arg(answer->requestId) : answer.error().oneLine();
    session.keep(done);
    if (!answer && !gone)
        return std::unexpected<Error>(answer.error());
    record.markUndone(entry.id);
    return {};
}

} // namespace spanglass
