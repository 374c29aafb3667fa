#pragma once

#include "models/setup/SetupPages.h"

namespace spanglass {

/// Whether the plan wants anything of this step.
bool isAsked(const SetupPlan& plan, SetupStep step);
/// What of a plan the report of a step depends on, and nothing else: reports of plans that are alike in this are alike.
SetupPlan inputsOf(const SetupPlan& plan, SetupStep step);
/// Which answer a step still lacks, or what is wrong with one: a sentence for the person; empty when it can be looked
/// at.
QString missingFor(const SetupPlan& plan, SetupStep step);
/// The steps that have to be done before this one can be applied, in order.
QList<SetupStep> stepsBefore(SetupStep step);

/// What is looked at when a page comes into view: its own steps, and before them those that they need.
QList<SetupStep> stepsToSee(SetupPage page, bool mlflowServer);

/// What is wrong with the experiment's name, a sentence; empty when nothing is. Its folder is not looked for.
QString experimentProblem(const SetupPlan& plan);
/// Of a schema that shall be made or used.
QString schemaProblem(const QString& name);
/// Of the collector app's names, the first that is wrong.
QString collectorProblem(const PlannedCollector& collector);
/// Of the scorers that shall be registered.
QString scorersProblem(const QList<PlannedScorer>& scorers);

/// Takes over what a step found out about the plan that it was asked with, as far as nobody has changed it since.
SetupPlan withLearned(SetupPlan now, const SetupPlan& asked, const SetupPlan& learned);

} // namespace spanglass
