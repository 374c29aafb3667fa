#pragma once

#include "models/receiver/RefusalsModel.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPlainTextEdit;
class QStackedLayout;
class QTableView;

namespace spanglass {

/// What was refused or remarked on, by name, with the remedy and the last example of the one that is chosen.
class RefusalsView final : public QWidget {
    Q_OBJECT
public:
    explicit RefusalsView(QWidget* parent = nullptr);

    void setCounters(const std::array<RefusalCounter, RefusalCount>& counters);
    std::uint64_t lost() const { return m_model.lost(); }
    void refreshAges();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showDetails();
    void updateLook();

    RefusalsModel m_model;
    QTableView* m_table;
    QLabel* m_sentence;
    QLabel* m_remedy;
    QPlainTextEdit* m_example;
    QWidget* m_details;
    QStackedLayout* m_stack;
};

} // namespace spanglass
