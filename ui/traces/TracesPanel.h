#pragma once

#include "services/core/ReceiverControl.h"
#include "services/core/SpanSource.h"
#include "services/core/StoreControl.h"
#include "ui/common/Panel.h"

#include <QHash>

class QSettings;
class QTabWidget;

namespace spanglass {

class TraceListPage;
class TraceView;

/// The trace list and, in tabs beside it, the traces that are open. `receiver` may be null.
class TracesPanel final : public Panel {
    Q_OBJECT
public:
    TracesPanel(SpanSource& source, StoreControl& store, ReceiverControl* receiver, QSettings& settings,
        QWidget* parent = nullptr);

    /// In its tab, which is made when there is none yet.
    void openTrace(TraceId trace, std::optional<SpanId> span = {});

    bool isSettled() const override;
    std::optional<Error> problem() const override;
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    void saveStoreState(QSettings& settings) const override;
    void restoreStoreState(QSettings& settings) override;

Q_SIGNALS:
    /// The person wants to see how an app is connected.
    void receiverPanelRequested();
    void sampleRequested(); ///< the example traces are wanted
    void filesRequested(); ///< trace files of the person's choice are wanted
    void exportRequested(const std::vector<spanglass::TraceId>& traces); ///< none means all

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void buildActions();
    TraceView* addTab(TraceId trace, const QString& title);
    void nameTab(TraceView* view);
    TraceView* viewAt(int tab) const;
    int tabOf(TraceId trace) const;
    void openInTab(TraceId trace, const QString& name, bool inBackground);
    void openWaiting(int tab);
    void closeTab(int tab);
    void reopenLast();
    void settleIfQuiet();

    SpanSource& m_source;
    StoreControl& m_store;
    QTabWidget* m_tabs;
    TraceListPage* m_list;
    QHash<const TraceView*, TraceId> m_traces; ///< of every tab, also of those that were not looked at yet
    QList<TraceView*> m_waiting; ///< opened when they are first looked at
    QList<TraceId> m_closed; ///< latest last
    QByteArray m_viewState; ///< how the view that was closed or looked at last is arranged
    QAction* m_close = nullptr;
    QAction* m_reopen = nullptr;
    QAction* m_toList = nullptr;
};

} // namespace spanglass
