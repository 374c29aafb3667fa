#pragma once

#include "models/receiver/SendersModel.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace spanglass {

/// Who sends, in a table that can be sorted.
class SendersView final : public QWidget {
    Q_OBJECT
public:
    explicit SendersView(QWidget* parent = nullptr);

    void setSenders(const std::vector<SenderInfo>& senders);
    void refreshAges();

private:
    SendersModel m_model;
    QTableView* m_table;
    QStackedLayout* m_stack;
};

} // namespace spanglass
