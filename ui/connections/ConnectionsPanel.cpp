#include "ui/connections/ConnectionsPanel.h"

#include "models/connections/ConnectionDraft.h"
#include "models/connections/ConnectionWords.h"
#include "ui/common/Banner.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Icons.h"
#include "ui/connections/ConnectionDelegate.h"
#include "ui/connections/ConnectionForm.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ContentWidth = 820;

QScrollArea* scrolled(QWidget* content) {
    content->setMaximumWidth(ContentWidth);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(content, 100);
    layout->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidget(row);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

QToolButton* toolButton(QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    return button;
}

} // namespace

ConnectionsPanel::ConnectionsPanel(ConnectionControl& connections, QWidget* parent)
    : Panel("connections"_L1, tr("Connections"), "connections"_L1, parent)
    , m_control(connections)
    , m_add(new QAction(themedIcon("plus"_L1), tr("New connection"), this))
    , m_refresh(new QAction(themedIcon("refresh"_L1), tr("Look for connections again"), this))
    , m_openEnv(new QAction(themedIcon("open"_L1), tr("Look into a .env file"), this))
    , m_list(new QListView)
    , m_secretPlace(new QLabel)
    , m_problem(new Banner)
    , m_pages(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_view(new ConnectionView)
    , m_form(new ConnectionForm) {
    setObjectName(u"connectionsPanel"_s);
    m_problem->setObjectName(u"connectionsProblem"_s);
    m_add->setShortcut(QKeySequence::New);
    m_refresh->setShortcut(QKeySequence::Refresh);
    for (QAction* action : {m_add, m_refresh, m_openEnv}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    m_pages->addWidget(m_empty);
    m_pages->addWidget(scrolled(m_view));
    m_pages->addWidget(scrolled(m_form));

    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(makeSide());
    split->addWidget(m_pages);
    split->setStretchFactor(1, 1);
    split->setSizes({300, 900});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_problem);
    layout->addWidget(split, 1);

    makeEmpty();
    connectView();
    connect(m_add, &QAction::triggered, this, &ConnectionsPanel::add);
    connect(m_refresh, &QAction::triggered, &m_control, &ConnectionControl::refresh);
    connect(m_openEnv, &QAction::triggered, this, &ConnectionsPanel::addEnvFile);
    connect(&m_control, &ConnectionControl::changed, this, &ConnectionsPanel::onChanged);
    connect(&m_control, &ConnectionControl::browserOpened, this, [this](const QString& id, const QUrl& address) {
        if (id == m_busy)
            m_view->showBrowserAddress(address);
    });
    onChanged();
}

QWidget* ConnectionsPanel::makeSide() {
    m_list->setObjectName(u"connectionList"_s);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ConnectionDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionsPanel::showCurrent);
    m_secretPlace->setObjectName(u"secretPlaceNote"_s);
    m_secretPlace->setTextFormat(Qt::PlainText);
    m_secretPlace->setWordWrap(true);
    m_secretPlace->setContentsMargins(12, 8, 12, 12);

    auto* title = new QLabel(tr("Connections"));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(12, 8, 8, 8);
    tools->addWidget(title, 1);
    for (QAction* action : {m_openEnv, m_refresh, m_add})
        tools->addWidget(toolButton(action));
    auto* side = new QWidget;
    side->setMinimumWidth(220);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_secretPlace);
    return side;
}

void ConnectionsPanel::makeEmpty() {
    m_empty->setContent("connections"_L1, tr("No connections yet"),
        tr("Connect to a Databricks workspace, an MLflow server or an OTLP endpoint. Profiles in ~/.databrickscfg, "
           "environment variables and .env files are found by themselves."));
    connect(m_empty->addButton(tr("New connection"), "plus"_L1), &QPushButton::clicked, m_add, &QAction::trigger);
    connect(m_empty->addButton(tr("Look into a .env file"), "open"_L1), &QPushButton::clicked, m_openEnv,
        &QAction::trigger);
}

void ConnectionsPanel::connectView() {
    using Doing = ConnectionView::Doing;
    connect(m_view, &ConnectionView::checkRequested, this, [this] { start(Doing::Checking); });
    connect(m_view, &ConnectionView::tracesRequested, this, [this] {
        if (const Connection* shown = current())
            Q_EMIT tracesRequested(shown->settings.id);
    });
    connect(m_view, &ConnectionView::signInRequested, this, [this] { start(Doing::SigningIn); });
    connect(m_view, &ConnectionView::cancelRequested, this, &ConnectionsPanel::stop);
    connect(m_view, &ConnectionView::signOutRequested, this, [this] {
        if (const Connection* one = current()) {
            m_model.forgetReport(one->settings.id);
            m_changing.ask(m_control.signOut(one->settings.id),
                [this](const Result<>& outcome) { tell(outcome, tr("Signed out.")); });
        }
    });
    connect(m_view, &ConnectionView::editRequested, this, [this] {
        if (const Connection* one = current())
            edit(ConnectionDraft::of(one->settings));
    });
    connect(m_view, &ConnectionView::copyRequested, this, [this] {
        if (const Connection* one = current())
            edit(ConnectionDraft::copyOf(one->settings));
    });
    connect(m_view, &ConnectionView::removeRequested, this, [this] {
        if (const Connection* one = current())
            m_changing.ask(
                m_control.remove(one->settings.id), [this, name = one->settings.name](const Result<>& outcome) {
                    tell(outcome, tr("Removed “%1”.").arg(name));
                });
    });
    connect(m_view, &ConnectionView::profileNamed, this, [this](const QString& profile) {
        if (const Connection* one = current())
            m_changing.ask(m_control.writeProfile(one->settings.id, profile), [this, profile](const Result<>& outcome) {
                tell(outcome, tr("Wrote the profile “%1”, without secrets.").arg(profile));
            });
    });
    connect(m_view, &ConnectionView::fileForgotten, this, [this] {
        if (const Connection* one = current())
            m_changing.ask(m_control.removeEnvFile(one->addedFile), [this, file = one->place](const Result<>& outcome) {
                tell(outcome, tr("No longer looks into %1.").arg(file));
            });
    });
    connect(m_view, &ConnectionView::credentialChosen, this, [this](CredentialKind credential) {
        if (const Connection* one = current())
            m_changing.ask(
                m_control.choose(one->settings.id, credential), [this](const Result<>& outcome) { tell(outcome, {}); });
    });
    connect(m_form, &ConnectionForm::saveRequested, this, &ConnectionsPanel::save);
    connect(m_form, &ConnectionForm::cancelled, this, [this] {
        m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
        m_list->setFocus();
    });
}

const Connection* ConnectionsPanel::current() const { return m_model.connection(m_list->currentIndex()); }

void ConnectionsPanel::onChanged() {
    const Connection* before = current();
    const QString id = m_wanted.isEmpty() && before ? before->settings.id : m_wanted;
    m_model.setConnections(m_control.connections());
    m_secretPlace->setText(secretPlaceWords(m_control.secretPlace()));
    m_form->setSecretPlace(secretPlaceWords(m_control.secretPlace()));
    if (const auto problem = m_control.problem())
        m_problem->showError(*problem);
    else
        m_problem->hide();
    if (!select(id) && !m_list->currentIndex().isValid() && m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(0));
    showCurrent();
    if (isSettled())
        Q_EMIT settled();
}

bool ConnectionsPanel::select(const QString& id) {
    const QModelIndex row = m_model.indexOf(id);
    if (!row.isValid()) {
        m_wanted = id;
        return false;
    }
    m_wanted.clear();
    m_list->setCurrentIndex(row);
    return true;
}

void ConnectionsPanel::showCurrent() {
    const bool editing = m_pages->currentIndex() == 2;
    const Connection* one = current();
    if (one) {
        const bool busy = one->settings.id == m_busy;
        m_view->showConnection(*one, m_model.report(one->settings.id), busy ? m_doing : ConnectionView::Doing::Nothing);
    }
    // What is being entered stays until it is saved or given up.
    const bool byHand = sender() == m_list->selectionModel();
    if (!editing || byHand)
        m_pages->setCurrentIndex(one ? 1 : 0);
}

void ConnectionsPanel::add() { edit(ConnectionDraft::fresh()); }

void ConnectionsPanel::edit(const ConnectionDraft& draft) {
    m_pages->setCurrentIndex(2);
    m_form->edit(draft);
}

void ConnectionsPanel::save() {
    m_form->setSaving(true);
    m_saving.ask(
        m_control.save(m_form->draft().settings, m_form->draft().enteredSecret()), [this](const Result<QString>& id) {
            m_form->setSaving(false);
            if (!id)
                return m_form->showError(id.error());
            m_pages->setCurrentIndex(1);
            m_model.forgetReport(*id);
            select(*id);
            showCurrent();
            m_list->setFocus();
            Q_EMIT statusMessage(tr("Saved the connection."));
        });
}

void ConnectionsPanel::addEnvFile() {
    auto* dialog = new QFileDialog(this, tr("Look into a .env file"));
    dialog->setObjectName(u"envFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::Files | QDir::Hidden | QDir::AllDirs);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_changing.ask(m_control.addEnvFile(file),
            [this, file](const Result<>& outcome) { tell(outcome, tr("Looked into %1.").arg(file)); });
    });
    dialog->open();
}

void ConnectionsPanel::start(ConnectionView::Doing doing) {
    const Connection* one = current();
    if (!one)
        return;
    stop();
    const QString id = one->settings.id;
    m_busy = id;
    m_doing = doing;
    m_model.setBusy(id);
    const auto report = doing == ConnectionView::Doing::SigningIn ? m_control.signIn(id) : m_control.check(id);
    m_report.ask(report, [this, id](const Result<ConnectionReport>& answer) { finished(id, answer); });
    showCurrent();
}

void ConnectionsPanel::stop() {
    if (!m_report.isPending())
        return;
    m_report.drop();
    finished(m_busy, failure(ErrorCode::Cancelled, {}));
}

void ConnectionsPanel::finished(const QString& id, const Result<ConnectionReport>& report) {
    m_busy.clear();
    m_doing = ConnectionView::Doing::Nothing;
    m_model.setBusy({});
    if (report) {
        m_model.setReport(id, *report);
    } else if (report.error().code != ErrorCode::Cancelled) {
        ConnectionReport failed;
        failed.problem = report.error();
        m_model.setReport(id, failed);
    }
    showCurrent();
    Q_EMIT settled();
}

void ConnectionsPanel::tell(const Result<>& outcome, const QString& done) {
    if (!outcome)
        m_problem->showError(outcome.error());
    else if (!done.isEmpty())
        Q_EMIT statusMessage(done);
    showCurrent();
}

QList<ShortcutSection> ConnectionsPanel::shortcuts() const {
    return {shortcutSection(tr("Connections"), {m_add, m_refresh})};
}

void ConnectionsPanel::saveState(QSettings& settings) const {
    if (const Connection* one = current())
        settings.setValue("connection"_L1, one->settings.id);
}

void ConnectionsPanel::restoreState(QSettings& settings) {
    if (const QString id = settings.value("connection"_L1).toString(); !id.isEmpty())
        select(id);
}

} // namespace spanglass
