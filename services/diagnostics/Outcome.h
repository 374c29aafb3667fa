#pragma once

#include "services/core/Diagnosis.h"

namespace spanglass {

/// A result in the making: `failed(what, cause).advise(step).see(label, value)`. Converts to the result.
struct Outcome : CheckResult {
    Outcome(CheckStatus was, const QString& sentence, const QString& why = {}) {
        status = was;
        summary = sentence;
        cause = why;
    }
    Outcome& see(const QString& label, const QString& value) {
        if (!value.isEmpty())
            evidence.append({label, value});
        return *this;
    }
    Outcome& advise(const QString& step) {
        if (!step.isEmpty())
            remedy.append(step);
        return *this;
    }
    Outcome& offer(CheckAction button) {
        action = std::move(button);
        return *this;
    }
    Outcome& detail(const QString& text) {
        details = text;
        return *this;
    }
};

inline Outcome fine(const QString& summary) { return {CheckStatus::Ok, summary}; }
inline Outcome warned(const QString& summary, const QString& cause) { return {CheckStatus::Warning, summary, cause}; }
inline Outcome failed(const QString& summary, const QString& cause) { return {CheckStatus::Failed, summary, cause}; }
inline Outcome couldNotLook(const QString& why) { return {CheckStatus::CouldNotLook, why}; }
inline Outcome notApplicable(const QString& why) { return {CheckStatus::NotApplicable, why}; }

/// What stood in the way of looking.
inline Outcome couldNotLook(const Error& error) { return std::move(couldNotLook(error.message).advise(error.remedy)); }
/// What was looked for is what went wrong.
inline Outcome failed(const QString& summary, const Error& error) {
    return std::move(failed(summary, error.message).advise(error.remedy));
}

} // namespace spanglass
