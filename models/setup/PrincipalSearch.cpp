#include "models/setup/PrincipalSearch.h"

#include <QUuid>

#include <algorithm>

namespace spanglass {

namespace {

constexpr int SearchPause = 300; // ms

} // namespace

PrincipalSearch::PrincipalSearch(SetupControl& control, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_found([this] { Q_EMIT changed(); }) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(SearchPause);
    connect(&m_pause, &QTimer::timeout, this, [this] { m_found.ask(m_control.principals(m_connectionId, m_text)); });
}

void PrincipalSearch::setText(const QString& connectionId, const QString& text) {
    const QString wanted = text.trimmed();
    if (wanted == m_text && connectionId == m_connectionId)
        return;
    m_connectionId = connectionId;
    m_text = wanted;
    m_found.forget();
    if (m_text.isEmpty())
        m_pause.stop();
    else
        m_pause.start();
    Q_EMIT changed();
}

QList<SetupPrincipal> PrincipalSearch::choices() const {
    QList<SetupPrincipal> all = m_found.value().value_or(QList<SetupPrincipal>());
    const bool known = std::ranges::any_of(all, [this](const SetupPrincipal& each) { return each.id == m_text; });
    const bool mail = m_text.indexOf(u'@') > 0 && !m_text.endsWith(u'@');
    const bool id = !QUuid::fromString(m_text).isNull();
    if (!known && (mail || id))
        all.prepend({.kind = mail ? PrincipalKind::User : PrincipalKind::ServicePrincipal,
            .id = m_text,
            .label = tr("%1 (as typed)").arg(m_text)});
    return all;
}

} // namespace spanglass
