#include "app/Connections.h"

#include "app/Network.h"
#include "app/Paths.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>

namespace spanglass {

namespace {

/// The window offers the address to be copied, so a desktop without a browser is no dead end.
bool openInBrowser(const QUrl& address) {
    return QMetaObject::invokeMethod(
        qApp, [address] { QDesktopServices::openUrl(address); }, Qt::QueuedConnection);
}

BrowserOptions browserOptions() {
    BrowserOptions out;
    out.open = openInBrowser;
    pinCallbackPort(out, qEnvironmentVariable("DATABRICKS_OAUTH_CALLBACK_PORT"));
    return out;
}

} // namespace

Connections::Connections(Network& network)
    : m_network(network)
    , m_sessions({network.http(), network.thread()}, network.secrets(), browserOptions())
    , m_desk({connectionsFile(), QProcessEnvironment::systemEnvironment(), QDir::currentPath()}, m_sessions) { }

Connections::~Connections() { m_network.thread().stop(); }

} // namespace spanglass
