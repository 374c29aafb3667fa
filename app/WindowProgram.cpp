#include "app/WindowProgram.h"

#include "app/CrashNote.h"
#include "app/Display.h"
#include "app/Logging.h"
#include "app/Paths.h"
#include "app/Screenshot.h"
#include "app/StopSignals.h"
#include "app/VerbProgram.h"
#include "app/WindowSession.h"
#include "app/verbs/StandardIo.h"
#include "services/core/KnownFailures.h"
#include "ui/common/Banner.h"
#include "ui/main/Appearance.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

void complain(const QString& sentence) { StandardIo().complain(u"spanglass: "_s + sentence); }

void mentionCrash(MainWindow& window) {
    const QString note = stateFolder() + u"/crash-note"_s;
    if (const auto sentence = takeCrashNote(note))
        window.notice().showMessage(BannerKind::Warning, *sentence,
            MainWindow::tr("What senders were told is stored is there. The log: %1").arg(logFile()));
    installCrashNote(note);
}

/// A picture is painted with the settings but leaves them, the last panel and the open tabs included, as they are.
QString copyOfSettings(const QTemporaryDir& aside) {
    const QString copy = aside.filePath(u"settings.ini"_s);
    QFile::copy(settingsFile(), copy);
    return copy;
}

/// Writes the picture when everything is there and ends the program.
void takePicture(WindowSession& session, const QString& file) {
    auto* picture = new Screenshot(
        session.window(), file, [&session] { return session.isSettled(); }, &session);
    QObject::connect(&session, &WindowSession::ready, picture, &Screenshot::start);
    QObject::connect(picture, &Screenshot::done, &session, [] { QCoreApplication::exit(0); });
    QObject::connect(picture, &Screenshot::failed, &session, [](const QString& why) {
        complain(why);
        QCoreApplication::exit(1);
    });
    // Opening may fail before the event loop runs, when exit() would be forgotten.
    QObject::connect(
        &session, &WindowSession::failed, picture,
        [](const Error& error) {
            complain(explained(error).oneLine());
            QCoreApplication::exit(1);
        },
        Qt::QueuedConnection);
}

} // namespace

int runWindowProgram(int& argc, char** argv, const WindowCommand& command, const QStringList& arguments) {
    if (const auto problem = missingDisplay()) {
        if (command.screenshot.isEmpty()) {
            complain(*problem);
            return 1;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a picture needs no display
    }
    startLogging(stateFolder()); // first: Qt has things to say while it starts
    QApplication app(argc, argv);
    QTemporaryDir aside;
    QSettings file(command.screenshot.isEmpty() ? settingsFile() : copyOfSettings(aside), QSettings::IniFormat);
    Settings settings(file);
    QString store = command.store.isEmpty() ? settings.value(setting::StoreFile) : command.store;
    if (store.isEmpty())
        store = defaultStoreFile();
    // A second window on a store brings the first one forward. When that is no window, this one says what holds it.
    if (command.screenshot.isEmpty()) {
        if (const auto status = askInstance(store, arguments); status == 0)
            return 0;
    }
    Appearance appearance(settings, command.theme);
    WindowSession session(settings, command);
    MainWindow& window = session.window();
    if (command.size.isValid())
        window.resize(command.size);
    if (!command.screenshot.isEmpty())
        takePicture(session, command.screenshot);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &window, &QWidget::close);
    if (command.screenshot.isEmpty())
        mentionCrash(window);
    window.show();
    session.open(store);
    return QApplication::exec();
}

} // namespace spanglass
