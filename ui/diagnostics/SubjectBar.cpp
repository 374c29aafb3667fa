#include "ui/diagnostics/SubjectBar.h"

#include "ui/common/ElidedLabel.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/diagnostics/PasteDialog.h"
#include "ui/diagnostics/ProgramDialog.h"
#include "ui/workspace/NameBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxLength = 1000;

QLabel* labelFor(const QString& text, QWidget* field) {
    QLabel* label = plainLabel({}, text);
    label->setBuddy(field);
    return label;
}

} // namespace

SubjectBar::SubjectBar(SubjectChoice& choice, DiagnosisControl& control, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_control(control)
    , m_connection(new QComboBox)
    , m_experiment(makeNameBox(u"subjectExperiment"_s))
    , m_table(makeNameBox(u"subjectTable"_s))
    , m_app(new QComboBox)
    , m_appWords(new ElidedLabel)
    , m_probe(new QCheckBox(tr("Send a &test span"))) {
    buildPlace();
    buildApp();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->addWidget(labelFor(tr("&Connection"), m_connection), 0, 0);
    grid->addWidget(m_connection, 0, 1);
    grid->addWidget(labelFor(tr("&Experiment"), m_experiment), 0, 2);
    grid->addWidget(m_experiment, 0, 3);
    grid->addWidget(labelFor(tr("Ta&ble"), m_table), 0, 4);
    grid->addWidget(m_table, 0, 5);
    grid->addWidget(labelFor(tr("&App configuration"), m_app), 1, 0);
    grid->addWidget(m_app, 1, 1);
    grid->addWidget(m_appWords, 1, 2, 1, 2);
    grid->addWidget(m_probe, 1, 4, 1, 2);
    for (const int column : {1, 3, 5})
        grid->setColumnStretch(column, 1);
    connect(&choice, &SubjectChoice::changed, this, &SubjectBar::refresh);
    refresh();
}

void SubjectBar::buildPlace() {
    m_connection->setObjectName(u"subjectConnection"_s);
    m_experiment->lineEdit()->setPlaceholderText(tr("Name or id; empty: found out"));
    m_experiment->setCompleter(nullptr);
    m_table->lineEdit()->setPlaceholderText(tr("Of spans; empty: found out"));
    for (QComboBox* box : {m_connection, m_experiment, m_table}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
    }
    m_experiment->lineEdit()->setMaxLength(MaxLength);
    m_table->lineEdit()->setMaxLength(MaxLength);
    connect(m_connection, &QComboBox::activated, this,
        [this] { m_choice.chooseConnection(m_connection->currentData().toString()); });
    const auto experiment = [this](const QString& text) {
        if (m_refreshing)
            return;
        m_choice.setExperiment(text);
        m_choice.searchExperiments(text);
    };
    connect(m_experiment->lineEdit(), &QLineEdit::textEdited, this, experiment);
    connect(m_experiment, &QComboBox::textActivated, &m_choice, &SubjectChoice::setExperiment);
    const auto table = [this](const QString& text) {
        if (!m_refreshing)
            m_choice.setTable(text);
    };
    connect(m_table->lineEdit(), &QLineEdit::textEdited, this, table);
    connect(m_table, &QComboBox::textActivated, this, table);
}

void SubjectBar::buildApp() {
    m_app->setObjectName(u"subjectApp"_s);
    m_app->setToolTip(tr("Where the app that should send says where it sends to"));
    m_app->addItem(tr("None"), int(AppConfigSource::Kind::None));
    m_app->addItem(tr("Pasted…"), int(AppConfigSource::Kind::Pasted));
    m_app->addItem(tr("From a file…"), int(AppConfigSource::Kind::File));
    m_app->addItem(tr("A running program…"), int(AppConfigSource::Kind::Process));
    m_appWords->setObjectName(u"subjectAppWords"_s);
    m_appWords->setElideMode(Qt::ElideMiddle);
    m_probe->setObjectName(u"subjectProbe"_s);
    m_probe->setToolTip(tr("Sends one marked test span through the real endpoint, and watches it arrive. It stays in "
                           "the table, named as a test."));
    m_probe->setAccessibleDescription(m_probe->toolTip());
    connect(m_app, &QComboBox::activated, this,
        [this] { chooseApp(static_cast<AppConfigSource::Kind>(m_app->currentData().toInt())); });
    connect(m_probe, &QCheckBox::clicked, &m_choice, &SubjectChoice::setProbe);
}

void SubjectBar::refresh() {
    m_refreshing = true;
    const DiagnosisSubject& subject = m_choice.subject();
    const bool connected = !subject.connectionId.isEmpty();
    fillConnections();
    fillExperiments();
    fillNameBox(*m_table, m_choice.tables(), subject.spansTable);
    m_experiment->setEnabled(connected);
    m_table->setEnabled(connected && !subject.plan.mlflowServer);
    m_app->setCurrentIndex(m_app->findData(int(subject.app.kind)));
    m_appWords->setText(appSourceWords(subject.app));
    m_probe->setEnabled(connected);
    m_probe->setChecked(connected && subject.probe);
    m_probe->setText(m_probe->isChecked() ? tr("Send a &test span: one, marked as a test, through the real endpoint")
                                          : tr("Send a &test span"));
    m_refreshing = false;
}

void SubjectBar::fillConnections() {
    m_connection->clear();
    m_connection->addItem(tr("None: only this computer"), QString());
    for (const Connection& each : m_choice.connections())
        m_connection->addItem(each.settings.name, each.settings.id);
    m_connection->setCurrentIndex(std::max(0, m_connection->findData(m_choice.subject().connectionId)));
}

void SubjectBar::fillExperiments() {
    const SetupPlan& plan = m_choice.subject().plan;
    QStringList names;
    QString chosen = plan.experimentName.isEmpty() ? plan.experimentId : plan.experimentName;
    for (const Experiment& each : m_choice.experiments().value().value_or(QList<Experiment>())) {
        names << each.name;
        if (each.id == chosen)
            chosen = each.name;
    }
    fillNameBox(*m_experiment, names, chosen);
}

void SubjectBar::chooseApp(AppConfigSource::Kind kind) {
    switch (kind) {
    case AppConfigSource::Kind::None:
        return m_choice.setApp({});
    case AppConfigSource::Kind::Pasted:
        askPasted();
        break;
    case AppConfigSource::Kind::File:
        askFile();
        break;
    case AppConfigSource::Kind::Process:
        askProgram();
        break;
    }
    refresh(); // until it is answered, what was chosen before holds
}

void SubjectBar::askPasted() {
    const AppConfigSource& now = m_choice.subject().app;
    auto* dialog = new PasteDialog(now.kind == AppConfigSource::Kind::Pasted ? now.text : QString(), window());
    connect(dialog, &PasteDialog::pasted, &m_choice,
        [this](const QString& text) { m_choice.setApp({.kind = AppConfigSource::Kind::Pasted, .text = text}); });
    dialog->open();
}

void SubjectBar::askFile() {
    auto* dialog = new QFileDialog(window(), tr("The app's configuration"), m_choice.subject().app.file);
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
    dialog->setNameFilters({tr("Configuration (*.env .env* *.yaml *.yml *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_choice,
        [this](const QString& file) { m_choice.setApp({.kind = AppConfigSource::Kind::File, .file = file}); });
    dialog->open();
}

void SubjectBar::askProgram() {
    auto* dialog = new ProgramDialog(m_control, window());
    connect(dialog, &ProgramDialog::chosen, &m_choice,
        [this](qint64 process) { m_choice.setApp({.kind = AppConfigSource::Kind::Process, .process = process}); });
    dialog->open();
}

} // namespace spanglass
