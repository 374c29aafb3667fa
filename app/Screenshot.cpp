#include "app/Screenshot.h"

#include "ui/common/Panel.h"
#include "ui/main/MainWindow.h"
#include "ui/main/Transfers.h"

#include <QPixmap>

#include <chrono>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int QuietLooks = 4; // layouts settle and delayed reads begin within them

} // namespace

Screenshot::Screenshot(MainWindow& window, const QString& file, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_file(file) {
    m_patience.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &Screenshot::look);
    connect(&window.transfers(), &Transfers::failed, this, [this](const Error& error) { m_problem = error.oneLine(); });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_poll.stop();
        Q_EMIT failed(u"the panel did not come to rest within a minute."_s);
    });
}

void Screenshot::start() {
    m_poll.start(50ms);
    m_patience.start(60s);
}

void Screenshot::look() {
    const Panel* panel = m_window.currentPanel();
    const bool quiet = panel && panel->isSettled() && m_window.transfers().isIdle();
    m_quiet = quiet ? m_quiet + 1 : 0;
    if (m_quiet < QuietLooks)
        return;
    m_poll.stop();
    m_patience.stop();
    if (const auto problem = panel->problem())
        m_problem = problem->oneLine();
    if (!m_problem.isEmpty())
        Q_EMIT failed(m_problem);
    else if (m_window.grab().save(m_file, "PNG"))
        Q_EMIT done();
    else
        Q_EMIT failed(u"the picture cannot be written to %1."_s.arg(m_file));
}

} // namespace spanglass
