#pragma once

#include <QWidget>

namespace spanglass {

class ElidedLabel;
class TraceSession;

/// Says that only a subtree of the trace is in view, and leads back to the whole. Hidden while all of it is.
class FocusStrip final : public QWidget {
    Q_OBJECT
public:
    explicit FocusStrip(TraceSession& session, QWidget* parent = nullptr);

private:
    void refresh();

    TraceSession& m_session;
    ElidedLabel* m_text;
};

} // namespace spanglass
