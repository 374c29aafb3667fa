#include "models/setup/SetupPages.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("SetupPages", text); }

struct PageTexts {
    const char* title;
    const char* why;
};

const PageTexts& textsOf(SetupPage page) {
    static const std::array<PageTexts, SetupPageCount> texts{{
        {QT_TRANSLATE_NOOP("SetupPages", "Connection"),
            QT_TRANSLATE_NOOP("SetupPages",
                "Everything that follows is asked and changed as one person or service principal of one workspace.")},
        {QT_TRANSLATE_NOOP("SetupPages", "SQL warehouse"),
            QT_TRANSLATE_NOOP("SetupPages",
                "The trace tables are made, checked and read by statements, and those run on a SQL warehouse.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Experiment"),
            QT_TRANSLATE_NOOP(
                "SetupPages", "An MLflow experiment gives the traces of one application a name and a home.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Catalog and schema"),
            QT_TRANSLATE_NOOP("SetupPages",
                "The spans are kept as tables in a schema of Unity Catalog, and the experiment has to be linked to "
                "them.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Table check"),
            QT_TRANSLATE_NOOP("SetupPages",
                "Spans are refused by a table that lacks a column, and lost or unreadable in one with a column of "
                "another type.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Grants"),
            QT_TRANSLATE_NOOP("SetupPages",
                "Whoever writes or reads traces needs these privileges by name; ALL PRIVILEGES is not enough.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Send from your app"),
            QT_TRANSLATE_NOOP("SetupPages",
                "Your app has to know where to send its spans, and as whom. Nothing is changed here "
                "unless you want the collector app.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Monitoring"),
            QT_TRANSLATE_NOOP("SetupPages",
                "Scorers judge new traces by themselves, such as for safety. You can leave this page out.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Overview"),
            QT_TRANSLATE_NOOP("SetupPages",
                "All that will be changed, in order. Nothing is changed before you apply "
                "it.")},
        {QT_TRANSLATE_NOOP("SetupPages", "Prove it"),
            QT_TRANSLATE_NOOP("SetupPages",
                "A 200 does not mean that a row was written, so a real test trace is followed to where you will read "
                "it.")},
    }};
    return texts[static_cast<std::size_t>(page)];
}

} // namespace

QString setupPageTitle(SetupPage page) { return tr(textsOf(page).title); }

QString setupPageWhy(SetupPage page, bool mlflowServer) {
    if (mlflowServer && page == SetupPage::Connection)
        return tr("Everything that follows is asked and changed on one server.");
    if (mlflowServer && page == SetupPage::Send)
        return tr("Your app has to know where to send its spans. Nothing is changed here.");
    return tr(textsOf(page).why);
}

QString setupStateWords(SetupPageState state) {
    switch (state) {
    case SetupPageState::Waiting:
        return tr("later");
    case SetupPageState::Missing:
        return tr("needs an answer");
    case SetupPageState::Unseen:
        return tr("not looked at");
    case SetupPageState::Looking:
        return tr("looking…");
    case SetupPageState::Working:
        return tr("working…");
    case SetupPageState::LookAgain:
        return tr("look again");
    case SetupPageState::ToDo:
        return tr("to do");
    case SetupPageState::Uncertain:
        return tr("not certain");
    case SetupPageState::Blocked:
        return tr("blocked");
    case SetupPageState::Done:
        return tr("done");
    case SetupPageState::NotAsked:
        return tr("not asked");
    }
    return {};
}

SetupPageState pageStateOf(SetupState state) {
    switch (state) {
    case SetupState::Unknown:
        return SetupPageState::Unseen;
    case SetupState::NotAsked:
        return SetupPageState::NotAsked;
    case SetupState::Done:
        return SetupPageState::Done;
    case SetupState::ToDo:
        return SetupPageState::ToDo;
    case SetupState::Uncertain:
        return SetupPageState::Uncertain;
    case SetupState::Blocked:
        return SetupPageState::Blocked;
    }
    return SetupPageState::Unseen;
}

QList<SetupPage> setupPages(bool mlflowServer) {
    if (mlflowServer)
        return {SetupPage::Connection, SetupPage::Experiment, SetupPage::Send, SetupPage::Overview, SetupPage::Prove};
    return {SetupPage::Connection, SetupPage::Warehouse, SetupPage::Experiment, SetupPage::Schema, SetupPage::Tables,
        SetupPage::Grants, SetupPage::Send, SetupPage::Monitoring, SetupPage::Overview, SetupPage::Prove};
}

QList<SetupStep> stepsOf(SetupPage page) {
    switch (page) {
    case SetupPage::Connection:
        return {SetupStep::SignIn};
    case SetupPage::Warehouse:
        return {SetupStep::Warehouse};
    case SetupPage::Experiment:
        return {SetupStep::Experiment};
    case SetupPage::Schema:
        return {SetupStep::Schema, SetupStep::Location};
    case SetupPage::Tables:
        return {SetupStep::Tables};
    case SetupPage::Grants:
        return {SetupStep::Grants};
    case SetupPage::Send:
        return {SetupStep::Collector};
    case SetupPage::Monitoring:
        return {SetupStep::Monitoring};
    case SetupPage::Overview:
    case SetupPage::Prove:
        break;
    }
    return {};
}

SetupPage pageOf(SetupStep step) {
    const QList<SetupPage> pages = setupPages(false);
    return *std::ranges::find_if(pages, [step](SetupPage page) { return stepsOf(page).contains(step); });
}

QList<SetupStep> setupSteps(bool mlflowServer) {
    if (mlflowServer)
        return {SetupStep::SignIn, SetupStep::Experiment};
    QList<SetupStep> all;
    for (const SetupPage page : setupPages(false))
        all += stepsOf(page);
    return all;
}

QString setupStepTitle(SetupStep step) {
    switch (step) {
    case SetupStep::SignIn:
        return tr("Sign-in");
    case SetupStep::Warehouse:
        return tr("SQL warehouse");
    case SetupStep::Experiment:
        return tr("Experiment");
    case SetupStep::Schema:
        return tr("Catalog and schema");
    case SetupStep::Location:
        return tr("Trace tables and link");
    case SetupStep::Tables:
        return tr("Table check");
    case SetupStep::Grants:
        return tr("Grants");
    case SetupStep::Collector:
        return tr("Collector app");
    case SetupStep::Monitoring:
        return tr("Monitoring");
    }
    return {};
}

} // namespace spanglass
