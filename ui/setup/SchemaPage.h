#pragma once

#include "services/core/CatalogObjects.h"
#include "ui/setup/SetupPageView.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace spanglass {

class StepLine;

/// In which catalog and schema the trace tables are, and in which form.
class SchemaPage final : public SetupPageView {
    Q_OBJECT
public:
    explicit SchemaPage(GuidedSetup& session, QWidget* parent = nullptr);

    void refresh() override;

private:
    QWidget* makeForm();
    void connectForm();
    void showRemark();
    QString catalogRemark() const;
    void showProgress();

    QComboBox* m_catalog;
    QComboBox* m_schema;
    QComboBox* m_form;
    QLineEdit* m_prefix;
    QLabel* m_remark;
    QLabel* m_formWords;
    StepLine* m_line;
    bool m_refreshing = false;
};

} // namespace spanglass
