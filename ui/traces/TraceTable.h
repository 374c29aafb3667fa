#pragma once

#include "models/traces/TraceSelection.h"

#include <QBasicTimer>
#include <QTableView>

namespace spanglass {

/// The table over a TraceListModel: tells the model what is shown, keeps what is shown in place as rows come, and stays
/// at the top while it follows.
class TraceTable final : public QTableView {
    Q_OBJECT
public:
    TraceTable(TraceListModel& model, TraceSelection& selection, QWidget* parent = nullptr);

    /// Following stays at the newest trace; it ends by scrolling away and begins again at the top.
    void setFollowing(bool following);
    bool isFollowing() const { return m_following; }
    /// Only the order "newest first" can be followed.
    bool canFollow() const;
    std::optional<TraceId> currentTrace() const;

    void keyboardSearch(const QString&) override { } // letters are shortcuts

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    RowSpan shownRows() const;
    void onScrolled(int value);
    void keepPlace();
    void report();

    TraceListModel& m_model;
    bool m_following = true;
    bool m_adjusting = false;
    std::optional<TraceId> m_topTrace; ///< at the upper edge, and how far it is scrolled out
    int m_topOffset = 0;
    QBasicTimer m_ages; ///< relative times grow old while the table is seen
};

} // namespace spanglass
