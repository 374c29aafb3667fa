#pragma once

#include "services/core/ReplayPlan.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace spanglass {

class HeadersEditor;
class TargetChoice;

/// Where spans are sent: kind, address or table, sign-in, headers.
class TargetEditor final : public QWidget {
    Q_OBJECT
public:
    /// `choice` must outlive this.
    explicit TargetEditor(TargetChoice& choice, QWidget* parent = nullptr);

    /// Such targets are not offered.
    void leaveOut(TargetKind kind);

Q_SIGNALS:
    void connectionsRequested(); ///< the person wants to add or mend one

private:
    void build();
    QLineEdit* addLine(
        const QString& name, const QString& label, const QString& placeholder, QString ReplayTarget::*member);
    QComboBox* addTable(const QString& name, const QString& label, QString ReplayTarget::*member);
    void buildConnection();
    void buildExperiment();
    void buildFile();
    void refresh();
    void fillConnections();
    void fillExperiments();
    void showRows();
    void chooseExperiment(const QString& text);
    void browse();

    TargetChoice& m_choice;
    QFormLayout* m_form;
    QComboBox* m_kind;
    QLabel* m_hint = nullptr;
    QComboBox* m_connection = nullptr;
    QWidget* m_connectionRow = nullptr;
    QLineEdit* m_url = nullptr;
    QComboBox* m_wire = nullptr;
    QComboBox* m_spans = nullptr;
    QComboBox* m_logs = nullptr;
    QComboBox* m_metrics = nullptr;
    QComboBox* m_experiment = nullptr;
    QWidget* m_fileRow = nullptr;
    QLineEdit* m_file = nullptr;
    QCheckBox* m_gzip;
    HeadersEditor* m_headers;
    QLabel* m_place;
    bool m_refreshing = false;
};

} // namespace spanglass
