#include "app/Screenshot.h"

#include "ui/common/Panel.h"
#include "ui/main/MainWindow.h"
#include "ui/main/Transfers.h"

#include <QDialog>
#include <QPainter>

#include <chrono>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int QuietLooks = 4; // layouts settle and delayed reads begin within them

} // namespace

Screenshot::Screenshot(MainWindow& window, const QString& file, std::function<bool()> settled, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_file(file)
    , m_settled(std::move(settled)) {
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

/// Dialogs are windows of their own.
QPixmap Screenshot::paint() const {
    QPixmap picture = m_window.grab();
    QPainter painter(&picture);
    const auto dialogs = m_window.findChildren<QDialog*>();
    for (QDialog* dialog : dialogs) {
        if (!dialog->isVisible())
            continue;
        const QRect place(m_window.rect().center() - dialog->rect().center(), dialog->size());
        painter.drawPixmap(place.topLeft(), dialog->grab());
        painter.setPen(dialog->palette().color(QPalette::Mid));
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    }
    return picture;
}

void Screenshot::look() {
    const Panel* panel = m_window.currentPanel();
    const bool quiet = panel && panel->isSettled() && m_window.transfers().isIdle() && m_settled();
    m_quiet = quiet ? m_quiet + 1 : 0;
    if (m_quiet < QuietLooks)
        return;
    m_poll.stop();
    m_patience.stop();
    if (const auto problem = panel->problem())
        m_problem = problem->oneLine();
    if (!m_problem.isEmpty())
        Q_EMIT failed(m_problem);
    else if (paint().save(m_file, "PNG"))
        Q_EMIT done();
    else
        Q_EMIT failed(u"the picture cannot be written to %1."_s.arg(m_file));
}

} // namespace spanglass
