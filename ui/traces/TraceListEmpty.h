#pragma once

#include "models/traces/TraceFilter.h"
#include "services/core/ReceiverControl.h"
#include "services/core/TracePlace.h"
#include "ui/common/EmptyState.h"

namespace spanglass {

/// What stands in place of the trace list: nothing received yet, or nothing that matches.
class TraceListEmpty final : public EmptyState {
    Q_OBJECT
public:
    TraceListEmpty(TraceFilter& filter, const TracePlace& place, QWidget* parent = nullptr);

    /// Looks again at why there is nothing to show.
    void refresh();

Q_SIGNALS:
    void sampleRequested();
    void filesRequested();
    void workspaceRequested();
    void setupRequested();
    void clearFilterRequested();
    void receiverPanelRequested();

private:
    void showNoMatch();
    void showNothingYet();
    void showNothingThere();
    QWidget* addressLine() const;

    TraceFilter& m_filter;
    QString m_title; ///< of the place
    ReceiverControl* m_receiver;
    QString m_shown; ///< what the content was built from
};

} // namespace spanglass
