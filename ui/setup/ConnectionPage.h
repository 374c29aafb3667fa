#pragma once

#include "ui/setup/SetupPageView.h"

class QListView;

namespace spanglass {

class ConnectionStep;

/// Which workspace or server is set up, and as whom.
class ConnectionPage final : public SetupPageView {
    Q_OBJECT
public:
    explicit ConnectionPage(GuidedSetup& session, QWidget* parent = nullptr);
    ~ConnectionPage() override;

    void refresh() override;

private:
    QWidget* makeList();

    QListView* m_list;
    ConnectionStep* m_connection;
    QWidget* m_report;
};

} // namespace spanglass
