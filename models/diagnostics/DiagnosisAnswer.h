#pragma once

#include "services/core/Diagnosis.h"

namespace spanglass {

/// What a run comes to, in the words that stand over it.
struct DiagnosisAnswer {
    enum class Kind : std::uint8_t {
        Nothing, ///< nothing has been run
        Looking,
        Failed,
        Doubtful, ///< nothing failed, and not everything was looked at, or something warns
        Fine, ///< all that applies was looked at and is in order
    };
    Kind kind = Kind::Nothing;
    QString headline = {};
    QString cause = {};
    QStringList steps = {};
    QString checkId = {}; ///< the check that it speaks of; empty: none in particular

    bool operator==(const DiagnosisAnswer&) const = default;
};

DiagnosisAnswer answerOf(const DiagnosisReport& report, bool isBusy);

} // namespace spanglass
