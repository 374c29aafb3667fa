#pragma once

#include "models/workspace/Step.h"
#include "services/core/WorkspaceControl.h"

namespace spanglass {

/// How the way to an opened place stands: who is signed in there, and what its SQL warehouse does. Asks only when it is
/// told to; that costs no statement and starts nothing. GUI thread.
class PlaceStanding final : public QObject {
    Q_OBJECT
public:
    /// `control` must outlive this.
    PlaceStanding(WorkspaceControl& control, WorkspaceRequest request, QObject* parent = nullptr);

    void refresh(); ///< nothing while something is under way
    /// One sentence each; empty where there is nothing to say.
    QString connectionWords() const;
    QString warehouseWords() const;

    bool hasProblem() const; ///< with the connection
    bool canSignIn() const; ///< by browser
    void signIn();
    bool canStart() const; ///< the warehouse, which is stopped
    void startWarehouse();

Q_SIGNALS:
    void changed();
    void restored(); ///< somebody signed in, or the warehouse runs: what failed may work now

private:
    std::optional<Error> problem() const;

    WorkspaceControl& m_control;
    const WorkspaceRequest m_request;
    bool m_signingIn = false;
    Step<ConnectionReport> m_report;
    Step<WarehouseInfo> m_warehouse;
    Step<WarehouseInfo> m_starting;
};

} // namespace spanglass
