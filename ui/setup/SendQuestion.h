#pragma once

#include "services/core/SetupReport.h"

#include <functional>

class QWidget;

namespace spanglass {

/// How a question before a single change is put.
struct SendQuestion {
    QString name; ///< the box is called so with "Question" behind, its button with "Yes"
    QString title;
    QString text; ///< "Stop the scorer safety?"
    QString button; ///< what yes is called
};

/// Asks before `call` is sent, and shows it as it would be sent. Returns at once; `yes` is called when it is agreed to,
/// unless `parent` has gone.
void askBeforeSending(
    QWidget& parent, const SendQuestion& question, const SetupCall& call, const std::function<void()>& yes);

} // namespace spanglass
