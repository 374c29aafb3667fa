#include "ui/setup/SendPage.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupDefaults.h"
#include "ui/common/Labels.h"
#include "ui/common/WheelGuard.h"
#include "ui/setup/RecipesView.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace spanglass {

using namespace Qt::StringLiterals;

SendPage::SendPage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Send, parent)
    , m_early(wrappedLabel(u"recipesEarly"_s))
    , m_recipes(new RecipesView)
    , m_wanted(new QCheckBox(tr("Programs without rights in the workspace send through a &collector app")))
    , m_collector(new QWidget)
    , m_app(makeField(u"collectorApp"_s, &PlannedCollector::appName))
    , m_folder(makeField(u"collectorFolder"_s, &PlannedCollector::sourceFolder))
    , m_scope(makeField(u"collectorScope"_s, &PlannedCollector::secretScope))
    , m_key(makeField(u"collectorKey"_s, &PlannedCollector::secretKey))
    , m_secret(new QLineEdit)
    , m_replace(new QCheckBox(tr("&Replace the token that the secret holds"))) {
    m_early->setText(
        tr("The experiment or its tables are not there yet. Some names and ids below are filled in once they are."));
    body().addWidget(m_early);
    body().addWidget(m_wanted);
    body().addWidget(makeCollector());
    body().addWidget(m_recipes);
    addRest();
    setFocusProxy(m_recipes);
    WheelGuard::install(*this);
    m_wanted->setObjectName(u"collectorWanted"_s);
    connect(m_wanted, &QCheckBox::clicked, this, &SendPage::want);
    connect(&session, &GuidedSetup::abandoned, m_secret, &QLineEdit::clear);
    connect(m_secret, &QLineEdit::textChanged, this, [this](const QString& text) {
        this->session().setCollectorSecret(text.isEmpty() ? std::nullopt : std::optional(Secret(text.toUtf8())));
    });
}

QLineEdit* SendPage::makeField(const QString& name, QString PlannedCollector::*member) {
    auto* field = new QLineEdit;
    field->setObjectName(name);
    connect(field, &QLineEdit::textEdited, this, [this, member](const QString& text) {
        session().edit([&](SetupPlan& plan) { plan.collector.*member = text; });
    });
    return field;
}

QWidget* SendPage::makeCollector() {
    m_secret->setObjectName(u"collectorSecret"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(tr("needed only while the secret is not there, or to replace it"));
    m_replace->setObjectName(u"collectorReplace"_s);
    m_replace->setToolTip(
        tr("The token that is there is lost, and the app is deployed anew so that it reads this one"));
    connect(m_replace, &QCheckBox::clicked, this, [this](bool replaces) {
        session().edit([replaces](SetupPlan& plan) { plan.collector.replacesSecret = replaces; });
    });
    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name of the app"), m_app);
    form->addRow(tr("Fo&lder of its files"), m_folder);
    form->addRow(tr("&Secret scope"), m_scope);
    form->addRow(tr("Secret's &key"), m_key);
    form->addRow(tr("&Token it writes with"), m_secret);
    form->addRow(QString(), m_replace);
    auto* layout = new QVBoxLayout(m_collector);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(form);
    addSteps(*layout);
    return m_collector;
}

void SendPage::want(bool collector) {
    session().edit([this, collector](SetupPlan& plan) {
        if (!collector) {
            m_unticked = plan.collector;
            m_unticked->replacesSecret = false; // is said anew each time
        }
        plan.collector = !collector ? PlannedCollector() : m_unticked ? *m_unticked : proposedCollector();
    });
    if (collector)
        m_app->setFocus();
}

void SendPage::refresh() {
    SetupPageView::refresh();
    const SetupPlan& plan = session().plan();
    const PlannedCollector& wanted = plan.collector;
    const SetupStep last = plan.mlflowServer ? SetupStep::Experiment : SetupStep::Location;
    m_early->setVisible(session().stepState(last) != SetupPageState::Done);
    m_recipes->setPlan(plan);
    m_wanted->setVisible(!plan.mlflowServer);
    m_wanted->setChecked(wanted != PlannedCollector());
    m_collector->setVisible(!plan.mlflowServer && m_wanted->isChecked());
    m_replace->setChecked(wanted.replacesSecret);
    if (!session().hasCollectorSecret())
        m_secret->clear();
    for (const auto& [field, text] : {std::pair{m_app, wanted.appName}, std::pair{m_folder, wanted.sourceFolder},
             std::pair{m_scope, wanted.secretScope}, std::pair{m_key, wanted.secretKey}}) {
        if (field->text() != text)
            field->setText(text);
    }
}

} // namespace spanglass
