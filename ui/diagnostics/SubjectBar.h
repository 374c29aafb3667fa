#pragma once

#include "models/diagnostics/SubjectChoice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace spanglass {

class ElidedLabel;

/// What is to be diagnosed: connection, experiment, table, the app's configuration, and whether a test span is sent.
class SubjectBar final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive this.
    SubjectBar(SubjectChoice& choice, DiagnosisControl& control, QWidget* parent = nullptr);

private:
    void buildPlace();
    void buildApp();
    void refresh();
    void fillConnections();
    void fillExperiments();
    void chooseApp(AppConfigSource::Kind kind);
    void askPasted();
    void askFile();
    void askProgram();

    SubjectChoice& m_choice;
    DiagnosisControl& m_control;
    bool m_refreshing = false;
    QComboBox* m_connection;
    QComboBox* m_experiment;
    QComboBox* m_table;
    QComboBox* m_app;
    ElidedLabel* m_appWords;
    QCheckBox* m_probe;
};

} // namespace spanglass
