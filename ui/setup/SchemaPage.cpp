#include "ui/setup/SchemaPage.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"
#include "models/workspace/WorkspaceWords.h"
#include "services/core/SetupNames.h"
#include "ui/common/Labels.h"
#include "ui/common/WheelGuard.h"
#include "ui/workspace/NameBox.h"
#include "ui/workspace/StepLine.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString formWords(TraceTableForm form) {
    switch (form) {
    case TraceTableForm::Newest:
        return SchemaPage::tr("Whichever form the workspace has is taken, the newest first.");
    case TraceTableForm::TablePrefix:
        return SchemaPage::tr("Four tables, named by a prefix. The experiment is bound to them for good, and must not "
                              "hold traces yet.");
    case TraceTableForm::SchemaLinked:
        return SchemaPage::tr("Three tables of fixed names. Linking hides the traces that the experiment holds now; "
                              "unlinking brings them back.");
    case TraceTableForm::ByHand:
        return SchemaPage::tr("The three tables are made by complete CREATE TABLE statements, then linked: for "
                              "workspaces in which making them otherwise fails.");
    }
    return {};
}

} // namespace

SchemaPage::SchemaPage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Schema, parent)
    , m_catalog(makeNameBox(u"setupCatalog"_s))
    , m_schema(makeNameBox(u"setupSchema"_s))
    , m_form(new QComboBox)
    , m_prefix(new QLineEdit)
    , m_remark(wrappedLabel(u"schemaRemark"_s))
    , m_formWords(wrappedLabel(u"formWords"_s))
    , m_line(new StepLine) {
    body().addWidget(makeForm());
    connectForm();
    addSteps();
    addRest();
    setFocusProxy(m_catalog);
    WheelGuard::install(*this);
}

QWidget* SchemaPage::makeForm() {
    m_form->setObjectName(u"setupForm"_s);
    m_form->addItem(tr("The newest that the workspace has"), int(TraceTableForm::Newest));
    m_form->addItem(tr("Tables with a prefix (v2)"), int(TraceTableForm::TablePrefix));
    m_form->addItem(tr("Linked schema (v1)"), int(TraceTableForm::SchemaLinked));
    m_form->addItem(tr("Linked schema, tables made by hand (v1)"), int(TraceTableForm::ByHand));
    m_prefix->setObjectName(u"setupPrefix"_s);
    auto* part = new QWidget;
    auto* form = new QFormLayout(part);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Catalog"), m_catalog);
    form->addRow(tr("&Schema"), m_schema);
    form->addRow(nullptr, m_remark);
    form->addRow(tr("&Tables"), m_form);
    form->addRow(nullptr, m_formWords);
    form->addRow(tr("&Prefix"), m_prefix);
    form->addRow(nullptr, m_line);
    return part;
}

void SchemaPage::connectForm() {
    const auto tell = [this](QComboBox* box, QString SetupPlan::*member) {
        const auto take = [this, box, member] {
            session().edit([&](SetupPlan& plan) { plan.*member = box->currentText().trimmed(); });
        };
        connect(box, &QComboBox::textActivated, this, take);
        connect(box->lineEdit(), &QLineEdit::editingFinished, this, take);
    };
    tell(m_catalog, &SetupPlan::catalog);
    tell(m_schema, &SetupPlan::schema);
    connect(m_catalog->lineEdit(), &QLineEdit::textEdited, this, &SchemaPage::showRemark); // asked for when it is whole
    connect(m_schema->lineEdit(), &QLineEdit::textEdited, this,
        [this](const QString& text) { session().edit([&](SetupPlan& plan) { plan.schema = text.trimmed(); }); });
    const auto answerTables
        = [this] { session().answerTables(TraceTableForm(m_form->currentData().toInt()), m_prefix->text()); };
    connect(m_form, &QComboBox::activated, this, answerTables);
    connect(m_prefix, &QLineEdit::textEdited, this, answerTables);
    connect(m_line, &StepLine::cancelRequested, this, [this] { session().cancelCatalogs(); });
    connect(m_line, &StepLine::actionRequested, this, [this] { session().listCatalogs(); });
}

void SchemaPage::refresh() {
    SetupPageView::refresh();
    const SetupPlan& plan = session().plan();
    QStringList catalogs;
    for (const CatalogInfo& each : session().catalogs().value().value_or(QList<CatalogInfo>())) {
        if (each.isManaged() && !each.browseOnly)
            catalogs << each.name;
    }
    fillNameBox(*m_catalog, catalogs, plan.catalog);
    fillNameBox(*m_schema, session().chooser().schemas().value(), plan.schema);
    const SetupPlan answered = session().planAsAnswered();
    m_form->setCurrentIndex(m_form->findData(int(answered.form)));
    m_formWords->setText(
        plan.form == answered.form ? formWords(answered.form) : tr("This workspace has: %1").arg(formWords(plan.form)));
    m_prefix->setEnabled(plan.form == TraceTableForm::TablePrefix || plan.form == TraceTableForm::Newest);
    m_prefix->setPlaceholderText(plan.tablePrefix.isEmpty() ? tr("the experiment's id") : plan.tablePrefix);
    if (m_prefix->text() != answered.tablePrefix)
        m_prefix->setText(answered.tablePrefix);
    showRemark();
    showProgress();
}

void SchemaPage::showRemark() {
    const QString remark = catalogRemark();
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
}

QString SchemaPage::catalogRemark() const {
    const SetupPlan& plan = session().plan();
    const auto& catalogs = session().catalogs().value();
    const QString catalog = m_catalog->currentText().trimmed();
    const QString problem = plan.schema.isEmpty() ? QString() : schemaProblem(plan.schema);
    if (!problem.isEmpty() || !catalogs || catalog.isEmpty())
        return problem.isEmpty() ? tablePrefixProblem(plan.tablePrefix) : problem;
    const auto found = std::ranges::find(*catalogs, catalog, &CatalogInfo::name);
    if (found == catalogs->end())
        return tr("There is no catalog of this name, or you may not see it.");
    if (!found->isManaged())
        return tr("This is no managed catalog; trace tables can be made in managed ones only.");
    const auto& schemas = session().chooser().schemas().value();
    if (schemas && catalog == plan.catalog && !plan.schema.isEmpty() && !schemas->contains(plan.schema))
        return tr("This schema is not there yet. It will be made.");
    return tablePrefixProblem(plan.tablePrefix);
}

void SchemaPage::showProgress() {
    const auto& catalogs = session().catalogs();
    const auto& schemas = session().chooser().schemas();
    if (catalogs.isBusy())
        m_line->showBusy(waitingWords(tr("Asking for the catalogs"), catalogs.seconds()));
    else if (schemas.isBusy())
        m_line->showBusy(waitingWords(tr("Asking for the schemas"), schemas.seconds()));
    else if (catalogs.error())
        m_line->showError(*catalogs.error(), tr("Try again"));
    else
        m_line->showNothing();
}

} // namespace spanglass
