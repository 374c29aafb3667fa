#pragma once

#include "models/traces/TraceFilter.h"

#include <QToolButton>

namespace spanglass {

/// Shows and chooses the time of a TraceFilter.
class TimeButton final : public QToolButton {
    Q_OBJECT
public:
    explicit TimeButton(TraceFilter& filter, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillMenu();
    void askCustom();
    void showChoice();

    TraceFilter& m_filter;
};

} // namespace spanglass
