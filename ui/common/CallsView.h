#pragma once

#include "services/core/SetupReport.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace spanglass {

class TextBlock;

/// What would be sent: its purposes, and on demand each call word by word, to be copied. Takes no room when nothing
/// would be.
class CallsView final : public QWidget {
    Q_OBJECT
public:
    explicit CallsView(QWidget* parent = nullptr);

    void setCalls(const QList<SetupCall>& calls);

private:
    void unfold(bool open);

    QList<SetupCall> m_calls;
    QToolButton* m_title;
    QLabel* m_purposes;
    TextBlock* m_text;
};

/// All of them as one text, each under its purpose.
QString callsText(const QList<SetupCall>& calls);

} // namespace spanglass
