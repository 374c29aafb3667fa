#include "ui/setup/GrantsPage.h"

#include "models/setup/GuidedSetup.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ShownGrants = 6;
constexpr int ChoicesHeight = 132;

} // namespace

GrantsPage::GrantsPage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Grants, parent)
    , m_search(session.control())
    , m_table(new QTableView)
    , m_none(wrappedLabel(u"noGrants"_s))
    , m_name(new QLineEdit)
    , m_choices(new QListWidget)
    , m_add(new QPushButton(themedIcon("plus"_L1), tr("Add")))
    , m_remove(new QPushButton(themedIcon("trash"_L1), tr("Remove")))
    , m_line(new StepLine) {
    body().addWidget(makeTable());
    body().addWidget(makeSearch());
    addSteps();
    addRest();
    setFocusProxy(m_name);
    connect(&m_grants, &GrantsModel::edited, this, [this](const QList<PlannedGrant>& grants) {
        this->session().edit([&](SetupPlan& plan) { plan.grants = grants; });
    });
    connect(&m_search, &PrincipalSearch::changed, this, &GrantsPage::showChoices);
}

GrantsPage::~GrantsPage() { m_table->setModel(nullptr); }

QWidget* GrantsPage::makeTable() {
    m_table->setObjectName(u"grantsTable"_s);
    m_table->setAccessibleName(tr("Who shall write and read the traces"));
    prepareChoiceTable(*m_table, m_grants, GrantsModel::Who);
    auto* checks = new QStyledItemDelegate(m_table); // paints the boxes to check
    m_table->setItemDelegateForColumn(GrantsModel::Writes, checks);
    m_table->setItemDelegateForColumn(GrantsModel::UsesWarehouse, checks);
    m_remove->setObjectName(u"removeGrant"_s);
    m_none->setText(tr("Nobody is named. The rights of who is signed in are seen to."));
    auto* head = new QHBoxLayout;
    head->addWidget(stepHeading(tr("Who shall write and read")), 1);
    head->addWidget(m_remove);
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_table);
    layout->addWidget(m_none);
    connect(m_remove, &QPushButton::clicked, this, &GrantsPage::removeChosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& at) { m_remove->setEnabled(at.isValid()); });
    return part;
}

QWidget* GrantsPage::makeSearch() {
    m_name->setObjectName(u"principalSearch"_s);
    m_name->setPlaceholderText(tr("Add a user, group, service principal, app or serving endpoint by name"));
    m_name->setAccessibleName(tr("Add somebody by name"));
    m_name->setClearButtonEnabled(true);
    m_choices->setObjectName(u"principalChoices"_s);
    m_choices->setAccessibleName(tr("Who was found"));
    m_choices->setFixedHeight(ChoicesHeight);
    m_add->setObjectName(u"addGrant"_s);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_choices);
    layout->addWidget(m_line);
    connect(m_name, &QLineEdit::textChanged, this,
        [this](const QString& text) { m_search.setText(session().plan().connectionId, text); });
    connect(m_name, &QLineEdit::returnPressed, this, &GrantsPage::addChosen);
    connect(m_choices, &QListWidget::itemActivated, this, &GrantsPage::addChosen);
    connect(m_add, &QPushButton::clicked, this, &GrantsPage::addChosen);
    connect(m_line, &StepLine::cancelRequested, &m_search, &PrincipalSearch::cancel);
    showChoices();
    return part;
}

void GrantsPage::showChoices() {
    const QList<SetupPrincipal> choices = m_search.choices();
    m_choices->clear();
    for (const SetupPrincipal& each : choices)
        m_choices->addItem(tr("%1 (%2)").arg(principalWords(each), principalKindWords(each.kind)));
    m_choices->setCurrentRow(choices.isEmpty() ? -1 : 0);
    m_choices->setVisible(!choices.isEmpty());
    m_add->setEnabled(!choices.isEmpty());
    const auto& found = m_search.found();
    if (found.isBusy())
        m_line->showBusy(waitingWords(tr("Looking for %1").arg(m_search.text()), found.seconds()));
    else if (found.error() && found.error()->code != ErrorCode::Cancelled)
        m_line->showError(*found.error());
    else if (found.value() && choices.isEmpty())
        m_line->showError({ErrorCode::NotFound, tr("Nobody of this name was found."),
            tr("An e-mail address or an application id can be added as it is.")});
    else
        m_line->showNothing();
}

void GrantsPage::addChosen() {
    const SetupPrincipal chosen = m_search.choices().value(std::max(0, m_choices->currentRow()));
    if (chosen.id.isEmpty())
        return;
    session().edit([&](SetupPlan& plan) {
        const bool there = std::ranges::any_of(
            plan.grants, [&](const PlannedGrant& each) { return each.principal.id == chosen.id; });
        if (!there)
            plan.grants << PlannedGrant{.principal = chosen};
    });
    m_name->clear();
    m_name->setFocus();
}

void GrantsPage::removeChosen() {
    const int row = m_table->currentIndex().row();
    session().edit([row](SetupPlan& plan) {
        if (row >= 0 && row < plan.grants.size())
            plan.grants.removeAt(row);
    });
}

void GrantsPage::refresh() {
    SetupPageView::refresh();
    m_grants.setGrants(session().plan().grants);
    const int rows = std::clamp(m_grants.rowCount(), 1, ShownGrants);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + rows * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth());
    m_table->setVisible(m_grants.rowCount() > 0);
    m_none->setVisible(m_grants.rowCount() == 0);
    m_remove->setEnabled(m_grants.rowCount() > 0 && m_table->currentIndex().isValid());
}

} // namespace spanglass
