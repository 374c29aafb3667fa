#pragma once

#include "services/core/PolledFeed.h"

#include <QWidget>

class QToolButton;

namespace spanglass {

class Banner;
class ElidedLabel;

/// What following a place costs and how often it is asked, which can be changed here; and why the last question
/// failed. GUI thread.
class PollLine final : public QWidget {
    Q_OBJECT
public:
    /// `feed` must outlive it.
    explicit PollLine(PolledFeed& feed, QWidget* parent = nullptr);

private:
    void buildMenu();
    void showState();

    PolledFeed& m_feed;
    ElidedLabel* m_words;
    QToolButton* m_interval;
    Banner* m_banner;
};

} // namespace spanglass
