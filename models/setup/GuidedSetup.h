#pragma once

#include "models/setup/SetupPages.h"
#include "models/setup/SetupTrack.h"
#include "models/workspace/WorkspaceChooser.h"
#include "services/core/SetupControl.h"

#include <array>
#include <memory>

namespace spanglass {

/// A setup from the first choice to the proof: what the person wants, how each step stands, which page is in view.
/// Looks by itself at what the page in view is about, once its answers are given; changes nothing by itself. What was
/// typed is kept as a draft, so that a setup can be left and resumed. GUI thread.
class GuidedSetup final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    GuidedSetup(SetupControl& control, WorkspaceControl& workspace, QSettings& settings, QObject* parent = nullptr);
    ~GuidedSetup() override;

    /// Once, when setup comes into view: resumes the draft, if there is one.
    void begin();
    bool isBegun() const { return m_begun; }
    /// Whether begin() found an earlier setup that nobody has thrown away since.
    bool isResumed() const { return m_resumed; }
    /// Throws the answers away.
    void startAnew();

    SetupControl& control() { return m_control; }
    WorkspaceControl& workspace() { return m_workspace; }
    /// Connections, warehouses, experiments and schemas to choose from.
    WorkspaceChooser& chooser() { return m_chooser; }
    const Step<QList<CatalogInfo>>& catalogs() const { return m_catalogs; }
    void listCatalogs();
    void cancelCatalogs() { m_catalogs.cancel(); }

    const SetupPlan& plan() const { return m_plan; }
    /// What the person answers. An experiment of another name has no id until one is found or given with the name.
    void edit(const std::function<void(SetupPlan&)>& change);
    /// The plan without what was learned for this workspace alone: what another one can be set up by, too.
    SetupPlan planAsAnswered() const;
    /// Which tables the person wants, whatever the plan has learned about them since.
    void answerTables(TraceTableForm form, const QString& prefix);
    /// What the collector app writes with; kept in memory, for the next apply() of it.
    void setCollectorSecret(std::optional<Secret> secret) { m_secret = std::move(secret); }
    bool hasCollectorSecret() const { return m_secret.has_value(); }
    bool isSignedIn() const { return m_chooser.isReady(); }
    /// Whether lists that choices are made from are being read.
    bool isListing() const;
    /// Whether it will look at something by itself in a moment.
    bool isAboutToLook() const { return m_lookPause.isActive(); }
    /// Who is signed in, as grants name it; empty when nobody is known.
    QString who() const;

    QList<SetupPage> pages() const { return setupPages(m_plan.mlflowServer); }
    SetupPage page() const { return m_page; }
    void showPage(SetupPage page);
    SetupPageState state(SetupPage page) const;

    const SetupTrack& track(SetupStep step) const { return *m_tracks[static_cast<std::size_t>(step)]; }
    SetupPageState stepState(SetupStep step) const;
    /// Whether there is a report, and of the answers as they are.
    bool isFresh(SetupStep step) const;
    /// Done, or as well as can be told with nothing left to send: what comes after it may begin.
    bool isSettled(SetupStep step) const;
    /// Why a step cannot be applied now, a sentence; empty when it can be.
    QString applyObstacle(SetupStep step) const;
    void look(SetupStep step);
    void apply(SetupStep step);
    void cancel(SetupStep step);

    /// How the proof stands, told by the one who runs it.
    void setProofState(SetupPageState state);

Q_SIGNALS:
    void changed();
    void pageChanged();
    void stepEnded(spanglass::SetupStep step); ///< a look or an apply, in whatever way
    void abandoned(); ///< what was under way is dropped: another connection, or a new beginning

private:
    SetupTrack& trackOf(SetupStep step) { return *m_tracks[static_cast<std::size_t>(step)]; }
    void takeChooser();
    void takeConnection(const Connection& chosen);
    void signedIn();
    void propose();
    void trackChanged(SetupStep step);
    void take(SetupStep step, const SetupPlan& asked, const SetupStepReport& report, bool applied);
    void takeRecord();
    void lookAtPage();
    void lookAgain(SetupStep step);
    void outdateAfter(SetupStep step);
    /// Whether the plan asks for it and says all that it takes.
    bool isWanted(SetupStep step) const;
    void keepDraft();
    SetupPageState stateOfSteps(const QList<SetupStep>& steps) const;

    SetupControl& m_control;
    WorkspaceControl& m_workspace;
    WorkspaceChooser m_chooser;
    SetupPlan m_plan;
    SetupPlan m_proposed; ///< by propose(): what is still as proposed is proposed anew for another connection
    TraceTableForm m_form = TraceTableForm::Newest; ///< as answered; the plan has what was learned for its experiment
    QString m_prefix; ///< likewise
    std::array<std::unique_ptr<SetupTrack>, SetupStepCount> m_tracks;
    Step<QList<CatalogInfo>> m_catalogs;
    std::optional<Secret> m_secret;
    SetupPage m_page = SetupPage::Connection;
    SetupPageState m_proof = SetupPageState::ToDo;
    QTimer m_lookPause;
    QTimer m_draftPause;
    QString m_signedInAt; ///< connection whose sign-in was last seen
    bool m_begun = false;
    bool m_resumed = false;
    bool m_keepsDraft = false; ///< there are answers that are worth keeping
};

} // namespace spanglass
