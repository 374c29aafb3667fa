#pragma once

#include "models/diagnostics/LineDifference.h"

#include <QWidget>

namespace spanglass {

class TextBlock;

/// Two texts side by side; lines that differ are marked by a sign and a ground. They scroll together.
class DifferenceView final : public QWidget {
    Q_OBJECT
public:
    explicit DifferenceView(QWidget* parent = nullptr);

    void showTexts(const QString& before, const QString& after);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fill();

    QList<LinePair> m_pairs;
    TextBlock* m_before;
    TextBlock* m_after;
};

} // namespace spanglass
