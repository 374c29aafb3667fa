#pragma once

#include "services/core/StoreControl.h"

#include <QWidget>

class QLabel;

namespace spanglass {

class Banner;

/// What the store holds, how much room it takes, and what goes when.
class StoreStrip final : public QWidget {
    Q_OBJECT
public:
    explicit StoreStrip(StoreControl& store, QWidget* parent = nullptr);

    void refresh();

protected:
    void changeEvent(QEvent* event) override;

private:
    StoreControl& m_store;
    QLabel* m_icon;
    QLabel* m_contents;
    QLabel* m_retention;
    Banner* m_problem;
    QString m_shownProblem;
};

} // namespace spanglass
