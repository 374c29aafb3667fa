#pragma once

#include <QByteArray>
#include <QList>

namespace spanglass::test {

/// A file as an app has it, with others beside it.
struct AppFile {
    const char* name;
    const char* text;
};

/// A broken configuration, and what has to be said of it.
struct BrokenApp {
    const char* what; ///< the row's name
    AppFile file;
    const char* check; ///< the first that finds fault
    const char* word; ///< of its cause
    bool mends = false; ///< a mended configuration is offered, with which the check passes
    bool warns = false; ///< it is a warning only
    QList<AppFile> beside = {};
};

struct HealthyApp {
    const char* what;
    AppFile file;
    QList<AppFile> beside = {};
};

const QList<BrokenApp>& brokenApps();
const QList<HealthyApp>& healthyApps();

/// Secrets that stand in the configurations above, obviously made up.
const QList<QByteArray>& plantedSecrets();

} // namespace spanglass::test
