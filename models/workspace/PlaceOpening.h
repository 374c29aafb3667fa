#pragma once

#include "models/workspace/Step.h"
#include "services/core/WorkspaceControl.h"

namespace spanglass {

/// Opens a place of an earlier time again: asks its connection, its SQL warehouse and its table, one after another. A
/// warehouse that is stopped is started only when that is said. GUI thread.
class PlaceOpening final : public QObject {
    Q_OBJECT
public:
    enum class Stage : quint8 { Busy, Stopped, Failed, Open };

    /// `control` must outlive this.
    PlaceOpening(WorkspaceControl& control, WorkspaceRequest request, QObject* parent = nullptr);

    void begin(); ///< also after a failure
    void startWarehouse();
    void signIn();
    bool canSignIn() const; ///< that is what is missing, and it is done by browser
    void cancel();

    Stage stage() const { return m_stage; }
    /// What is waited for, or what stands in the way.
    QString words() const;
    /// Why it failed.
    const std::optional<Error>& problem() const { return m_problem; }
    const WorkspaceRequest& request() const { return m_request; }

Q_SIGNALS:
    void changed();
    void opened(const QString& placeId);

private:
    void takeReport(const ConnectionReport& report);
    void takeWarehouse(const WarehouseInfo& warehouse);
    void find();
    void takeTable(const WorkspaceTable& table);
    void fail(const Error& error);
    void go(Stage stage);
    void afterStep(const std::optional<Error>& error);

    WorkspaceControl& m_control;
    const WorkspaceRequest m_request;
    Stage m_stage = Stage::Busy;
    std::optional<Error> m_problem;
    Step<ConnectionReport> m_report;
    Step<WarehouseInfo> m_warehouse;
    Step<WarehouseInfo> m_starting;
    Step<WorkspaceTable> m_found;
};

} // namespace spanglass
