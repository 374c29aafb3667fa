#pragma once

#include "models/replay/ReplayEntriesModel.h"

#include <QWidget>

class QLabel;
class QTabBar;
class QTableView;

namespace spanglass {

class StepLine;
class TextBlock;

/// The requests of a replay as the ledger has them, all or those in one state, and of the chosen one all that is known.
class ReplayEntriesView final : public QWidget {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit ReplayEntriesView(ReplayControl& control, QWidget* parent = nullptr);
    ~ReplayEntriesView() override;

    /// Also when only its counts changed.
    void showReplay(const ReplayStatus& status);
    void showState(ParcelState state);
    bool isSettled() const { return !m_model.isReading(); }

private:
    QWidget* makeDetails();
    void fillTabs(const ReplayStatus& status);
    void showTab();
    void showChosen();
    void refresh();

    ReplayEntriesModel m_model;
    ReplayStatus m_status;
    QTabBar* m_tabs;
    QTableView* m_table;
    QLabel* m_note;
    StepLine* m_line;
    QWidget* m_details;
    TextBlock* m_text;
    std::int64_t m_chosen = 0; ///< number of a request
    bool m_refreshing = false;
};

} // namespace spanglass
