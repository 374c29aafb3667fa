#pragma once

#include "services/setup/rights/ObjectAcl.h"

namespace spanglass {

// The API has no call that takes one entry out of an access list: the whole list is put back without it. So what takes
// an entry back is shown with a mark in place of the others, and made when it is sent.

/// In an access list: all entries that are not of the change.
inline const QString OtherEntriesMark = QStringLiteral("<the other entries, as they are then>");

/// What takes back a change that permitted something to `principals`, for the record. `before`: the list as it was;
/// what they had in it is put back.
SetupCall takeEntriesBack(const QString& purpose, const ObjectAcl& before, const QStringList& principals);

bool takesEntriesBack(const SetupCall& undo);

/// That call for the list as it is now, without the entries of `made`; those that somebody changed since stay. No text
/// when none of them is there any more.
ApiOutcome<SetupCall> entriesTakenBack(const SetupCall& made, const SetupCall& undo, SetupSession& session);

} // namespace spanglass
