#pragma once

#include "services/core/SetupReport.h"

namespace spanglass {

/// The pages of guided setup, in the order in which they are walked.
enum class SetupPage : quint8 {
    Connection,
    Warehouse,
    Experiment,
    Schema,
    Tables,
    Grants,
    Send,
    Monitoring,
    Overview, ///< all that will be changed, at once
    Prove,
};
inline constexpr std::size_t SetupPageCount = 10;

/// How a page stands.
enum class SetupPageState : quint8 {
    Waiting, ///< for the sign-in, or for an earlier page
    Missing, ///< an answer of the person
    Unseen, ///< not looked at yet
    Looking,
    Working, ///< something is being applied
    LookAgain, ///< an earlier answer has changed since
    ToDo,
    Uncertain,
    Blocked,
    Done,
    NotAsked,
};

QString setupPageTitle(SetupPage page);
/// Why it is needed, one sentence.
QString setupPageWhy(SetupPage page, bool mlflowServer);
/// "done", "to do", ...: told beside the shape, so that neither needs the colour.
QString setupStateWords(SetupPageState state);
SetupPageState pageStateOf(SetupState state);

/// Those that a setup of this kind has.
QList<SetupPage> setupPages(bool mlflowServer);
/// What is looked at and applied on a page; none for those that only tell.
QList<SetupStep> stepsOf(SetupPage page);
SetupPage pageOf(SetupStep step);
/// Those of a setup of this kind, in order.
QList<SetupStep> setupSteps(bool mlflowServer);
QString setupStepTitle(SetupStep step);

} // namespace spanglass
