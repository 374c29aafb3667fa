#include "ui/replay/TargetEditor.h"

#include "models/replay/ReplayWords.h"
#include "models/replay/TargetChecks.h"
#include "models/replay/TargetChoice.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/common/WheelGuard.h"
#include "ui/replay/HeadersEditor.h"
#include "ui/workspace/NameBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxLength = 4096;

QString hintOf(TargetKind kind) {
    switch (kind) {
    case TargetKind::Databricks:
        return TargetEditor::tr("The OTLP endpoint of the workspace writes into these tables with the rights of the "
                                "one who is signed in.");
    case TargetKind::CollectorApp:
        return TargetEditor::tr("An app of the workspace that takes spans; it is called with the sign-in of the "
                                "connection.");
    case TargetKind::MlflowServer:
        return TargetEditor::tr("An MLflow tracking server from version 3.6, which takes traces and neither logs nor "
                                "metrics.");
    case TargetKind::Otlp:
        return TargetEditor::tr("A collector, a vendor's endpoint or another receiver, with headers of your own.");
    case TargetKind::File:
        return TargetEditor::tr("OTLP in one file. It appears when all is written, and replaces one of this name.");
    }
    return {};
}

void setText(QLineEdit& line, const QString& text) {
    if (line.text().trimmed() != text)
        line.setText(text);
}

} // namespace

TargetEditor::TargetEditor(TargetChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_form(new QFormLayout(this))
    , m_kind(new QComboBox)
    , m_gzip(new QCheckBox(tr("Compress requests (gzip)")))
    , m_headers(new HeadersEditor)
    , m_place(new QuietLine(u"secretPlaceNote"_s)) {
    setObjectName(u"targetEditor"_s);
    build();
    WheelGuard::install(*this);
    connect(&m_choice, &TargetChoice::changed, this, &TargetEditor::refresh);
    refresh();
}

void TargetEditor::build() {
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    m_kind->setObjectName(u"targetKind"_s);
    for (const auto kind : {TargetKind::Databricks, TargetKind::CollectorApp, TargetKind::MlflowServer,
             TargetKind::Otlp, TargetKind::File})
        m_kind->addItem(targetKindWords(kind), int(kind));
    connect(m_kind, &QComboBox::activated, this,
        [this] { m_choice.setKind(static_cast<TargetKind>(m_kind->currentData().toInt())); });
    m_form->addRow(tr("Send &to"), m_kind);
    m_hint = new QuietLine(u"targetHint"_s);
    m_form->addRow(nullptr, m_hint);
    buildConnection();
    m_url = addLine(u"targetUrl"_s, tr("&Address"), u"http://127.0.0.1:4318"_s, &ReplayTarget::url);
    buildExperiment();
    m_spans = addTable(u"targetSpans"_s, tr("Table of &spans"), &ReplayTarget::spansTable);
    m_logs = addTable(u"targetLogs"_s, tr("Table of &logs"), &ReplayTarget::logsTable);
    m_metrics = addTable(u"targetMetrics"_s, tr("Table of &metrics"), &ReplayTarget::metricsTable);
    m_logs->lineEdit()->setPlaceholderText(tr("Empty: log records are left out"));
    m_metrics->lineEdit()->setPlaceholderText(tr("Empty: metrics are left out"));
    m_wire = new QComboBox;
    m_wire->setObjectName(u"targetWire"_s);
    for (const auto wire : {OtlpWire::HttpProtobuf, OtlpWire::HttpJson, OtlpWire::Grpc})
        m_wire->addItem(wireWords(wire), int(wire));
    connect(m_wire, &QComboBox::activated, this, [this] {
        ReplayTarget target = m_choice.target();
        target.wire = static_cast<OtlpWire>(m_wire->currentData().toInt());
        m_choice.change(target);
    });
    m_form->addRow(tr("&Protocol"), m_wire);
    buildFile();
    m_gzip->setObjectName(u"targetGzip"_s);
    connect(m_gzip, &QCheckBox::clicked, this, [this](bool on) {
        ReplayTarget target = m_choice.target();
        target.gzip = on;
        m_choice.change(target);
    });
    m_form->addRow(nullptr, m_gzip);
    connect(m_headers, &EditRows::edited, this, [this] { m_choice.setHeaders(m_headers->headers()); });
    m_form->addRow(tr("Headers"), m_headers);
    m_form->addRow(nullptr, m_place);
}

void TargetEditor::leaveOut(TargetKind kind) { m_kind->removeItem(m_kind->findData(int(kind))); }

QLineEdit* TargetEditor::addLine(
    const QString& name, const QString& label, const QString& placeholder, QString ReplayTarget::*member) {
    auto* line = new QLineEdit;
    line->setObjectName(name);
    line->setPlaceholderText(placeholder);
    line->setMaxLength(MaxLength);
    connect(line, &QLineEdit::textEdited, this, [this, member](const QString& text) {
        ReplayTarget target = m_choice.target();
        target.*member = text.trimmed();
        m_choice.change(target);
    });
    m_form->addRow(label, line);
    return line;
}

QComboBox* TargetEditor::addTable(const QString& name, const QString& label, QString ReplayTarget::*member) {
    QComboBox* box = makeNameBox(name);
    box->lineEdit()->setMaxLength(MaxLength);
    box->lineEdit()->setPlaceholderText(u"catalog.schema.prefix_otel_spans"_s);
    const auto take = [this, member](const QString& text) {
        if (m_refreshing)
            return;
        ReplayTarget target = m_choice.target();
        target.*member = text.trimmed();
        m_choice.change(target);
    };
    connect(box->lineEdit(), &QLineEdit::textEdited, this, take);
    connect(box, &QComboBox::textActivated, this, take);
    m_form->addRow(label, box);
    return box;
}

void TargetEditor::buildConnection() {
    m_connection = new QComboBox;
    m_connection->setObjectName(u"targetConnection"_s);
    m_connection->setPlaceholderText(tr("Choose a connection"));
    auto* more = namedButton(u"targetConnections"_s, tr("Connections…"));
    m_connectionRow = new QWidget;
    auto* row = new QHBoxLayout(m_connectionRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_connection, 1);
    row->addWidget(more);
    m_connectionRow->setFocusProxy(m_connection);
    m_form->addRow(tr("&Connection"), m_connectionRow);
    m_connection->setAccessibleName(tr("Connection that signs in"));
    connect(more, &QPushButton::clicked, this, &TargetEditor::connectionsRequested);
    connect(m_connection, &QComboBox::activated, this,
        [this] { m_choice.chooseConnection(m_connection->currentData().toString()); });
}

void TargetEditor::buildExperiment() {
    m_experiment = makeNameBox(u"targetExperiment"_s);
    m_experiment->lineEdit()->setPlaceholderText(tr("Name, or its id"));
    m_experiment->setCompleter(nullptr);
    connect(m_experiment->lineEdit(), &QLineEdit::textEdited, this, &TargetEditor::chooseExperiment);
    connect(m_experiment, &QComboBox::textActivated, this, &TargetEditor::chooseExperiment);
    m_form->addRow(tr("&Experiment"), m_experiment);
}

void TargetEditor::buildFile() {
    m_file = new QLineEdit;
    m_file->setObjectName(u"targetFile"_s);
    m_file->setPlaceholderText(u"/data/spans.jsonl.zst"_s);
    m_file->setMaxLength(MaxLength);
    auto* choose = namedButton(u"chooseTargetFile"_s, tr("Choose…"));
    m_fileRow = new QWidget;
    auto* row = new QHBoxLayout(m_fileRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    m_fileRow->setFocusProxy(m_file);
    m_file->setAccessibleName(tr("File to write"));
    m_form->addRow(tr("&File"), m_fileRow);
    connect(m_file, &QLineEdit::textEdited, this, [this](const QString& text) {
        ReplayTarget target = m_choice.target();
        target.file = text.trimmed();
        m_choice.change(target);
    });
    connect(choose, &QPushButton::clicked, this, &TargetEditor::browse);
}

void TargetEditor::browse() {
    auto* dialog = new QFileDialog(window(), tr("File to write"), m_choice.target().file);
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("OTLP JSON lines (*.jsonl *.jsonl.gz *.jsonl.zst)"), tr("OTLP protobuf (*.pb *.pb.gz *.pb.zst)")});
    dialog->setDefaultSuffix(u"jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        ReplayTarget target = m_choice.target();
        target.file = file;
        m_choice.change(target);
    });
    dialog->open();
}

/// A name that the server told stands for its id; digits are an id.
void TargetEditor::chooseExperiment(const QString& text) {
    if (m_refreshing)
        return;
    const QString wanted = text.trimmed();
    ReplayTarget target = m_choice.target();
    const auto known = m_choice.experiments().value().value_or(QList<Experiment>());
    const auto found = std::ranges::find(known, wanted, &Experiment::name);
    const bool isId = !wanted.isEmpty() && std::ranges::all_of(wanted, [](QChar c) { return c.isDigit(); });
    target.experimentId = found != known.end() ? found->id : isId ? wanted : QString();
    m_choice.change(target);
    if (found == known.end() && !isId)
        m_choice.searchExperiments(wanted);
}

void TargetEditor::refresh() {
    m_refreshing = true;
    const ReplayTarget& target = m_choice.target();
    m_kind->setCurrentIndex(m_kind->findData(int(target.kind)));
    m_hint->setText(hintOf(target.kind));
    fillConnections();
    fillExperiments();
    setText(*m_url, target.url);
    m_url->setPlaceholderText(target.kind == TargetKind::MlflowServer ? u"http://127.0.0.1:5000"_s
            : target.kind == TargetKind::CollectorApp                 ? u"https://collector-1.aws.databricksapps.com"_s
            : target.wire == OtlpWire::Grpc                           ? u"http://127.0.0.1:4317"_s
                                                                      : u"http://127.0.0.1:4318"_s);
    m_wire->setCurrentIndex(m_wire->findData(int(target.wire)));
    setText(*m_file, target.file);
    m_gzip->setChecked(target.gzip);
    m_headers->setHeaders(m_choice.headers());
    const auto companion = [&](QLatin1StringView signal) {
        const QString name = companionTable(target.spansTable, signal);
        return name.isEmpty() ? QStringList() : QStringList{name};
    };
    fillNameBox(*m_spans, m_choice.knownTables(), target.spansTable);
    fillNameBox(*m_logs, companion("logs"_L1), target.logsTable);
    fillNameBox(*m_metrics, companion("metrics"_L1), target.metricsTable);
    showRows();
    m_place->setText(m_choice.secretPlaceWords());
    m_refreshing = false;
}

void TargetEditor::fillConnections() {
    const TargetKind kind = m_choice.kind();
    const bool needed = kind == TargetKind::Databricks || kind == TargetKind::CollectorApp;
    m_connection->clear();
    if (!needed)
        m_connection->addItem(tr("None: only the address"), QString());
    const QList<Connection> connections = m_choice.connections();
    for (const Connection& each : connections)
        m_connection->addItem(each.settings.name, each.settings.id);
    m_connection->setCurrentIndex(m_connection->findData(m_choice.target().connectionId));
    m_connection->setPlaceholderText(
        connections.isEmpty() ? tr("No connection yet: add one") : tr("Choose a connection"));
}

void TargetEditor::fillExperiments() {
    const auto known = m_choice.experiments().value().value_or(QList<Experiment>());
    QStringList names;
    QString chosen = m_choice.target().experimentId;
    for (const Experiment& each : known) {
        names << each.name;
        if (each.id == m_choice.target().experimentId)
            chosen = each.name;
    }
    fillNameBox(*m_experiment, names, chosen);
}

void TargetEditor::showRows() {
    const TargetKind kind = m_choice.kind();
    const bool table = kind == TargetKind::Databricks;
    const bool file = kind == TargetKind::File;
    m_form->setRowVisible(m_connectionRow, !file);
    m_form->setRowVisible(m_url, !table && !file);
    m_form->setRowVisible(m_experiment, kind == TargetKind::MlflowServer);
    for (QComboBox* box : {m_spans, m_logs, m_metrics})
        m_form->setRowVisible(box, table);
    m_form->setRowVisible(m_wire, kind == TargetKind::Otlp);
    m_form->setRowVisible(m_fileRow, file);
    m_form->setRowVisible(m_gzip, !file);
    const bool headers = !table && !file;
    m_form->setRowVisible(m_headers, headers);
    m_form->setRowVisible(m_place, headers && !m_choice.headers().empty());
}

} // namespace spanglass
