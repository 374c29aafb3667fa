#include "models/workspace/PlaceStanding.h"

#include "models/workspace/WorkspaceWords.h"
#include "services/core/KnownFailures.h"

#include <QLocale>

#include <algorithm>

namespace spanglass {

namespace {

/// A token that renews itself ends nothing.
QString signedIn(const ConnectionReport& report) {
    const TokenFacts& token = report.token;
    if (token.credential != CredentialKind::AccessToken || !token.expires)
        return signedInWords(report);
    return PlaceStanding::tr("%1, token until %2")
        .arg(signedInWords(report), QLocale().toString(token.expires->toLocalTime(), QLocale::ShortFormat));
}

} // namespace

PlaceStanding::PlaceStanding(WorkspaceControl& control, WorkspaceRequest request, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_request(std::move(request))
    , m_report([this] {
        m_signingIn = m_signingIn && m_report.isBusy();
        Q_EMIT changed();
    })
    , m_warehouse([this] { Q_EMIT changed(); })
    , m_starting([this] { Q_EMIT changed(); }) { }

void PlaceStanding::refresh() {
    if (!m_report.isBusy())
        m_report.ask(m_control.check(m_request.connectionId));
    if (!m_request.warehouseId.isEmpty() && !m_warehouse.isBusy() && !m_starting.isBusy())
        m_warehouse.ask(m_control.warehouse(m_request.connectionId, m_request.warehouseId));
}

std::optional<Error> PlaceStanding::problem() const {
    return m_report.value() ? m_report.value()->problem : m_report.error();
}

QString PlaceStanding::connectionWords() const {
    if (m_report.isBusy())
        return m_signingIn ? tr("Waiting for you to sign in, in the browser") : tr("Asking who you are there…");
    if (const auto wrong = problem())
        return explained(*wrong).oneLine();
    return m_report.value() ? signedIn(*m_report.value()) : QString();
}

QString PlaceStanding::warehouseWords() const {
    const QString& name = m_request.warehouseName;
    if (m_request.warehouseId.isEmpty())
        return {};
    if (m_starting.isBusy())
        return m_starting.progress().isEmpty() ? tr("SQL warehouse %1: starting").arg(name)
                                               : tr("SQL warehouse %1: %2").arg(name, m_starting.progress());
    if (m_starting.error())
        return explained(*m_starting.error()).oneLine();
    if (m_warehouse.isBusy())
        return tr("SQL warehouse %1: asking…").arg(name);
    if (m_warehouse.error())
        return problem() ? QString() : explained(*m_warehouse.error()).oneLine(); // both for the same reason
    if (!m_warehouse.value())
        return {};
    const QString state = tr("SQL warehouse %1: %2").arg(name, warehouseStateWords(m_warehouse.value()->state));
    return canStart() ? tr("%1. What is read next starts it").arg(state) : state;
}

bool PlaceStanding::hasProblem() const { return !m_report.isBusy() && problem().has_value(); }

bool PlaceStanding::canSignIn() const {
    const QList<Connection> all = m_control.connections();
    return !m_signingIn && std::ranges::any_of(all, [this](const Connection& each) {
        return each.settings.id == m_request.connectionId && each.settings.credential == CredentialKind::Browser;
    });
}

void PlaceStanding::signIn() {
    m_signingIn = true;
    m_report.ask(m_control.signIn(m_request.connectionId), [this](const ConnectionReport& report) {
        if (!report.problem)
            Q_EMIT restored();
    });
}

bool PlaceStanding::canStart() const {
    return !m_starting.isBusy() && m_warehouse.value() && m_warehouse.value()->state == WarehouseState::Stopped;
}

void PlaceStanding::startWarehouse() {
    m_starting.ask(
        m_control.startWarehouse(m_request.connectionId, m_request.warehouseId), [this](const WarehouseInfo&) {
            m_warehouse.ask(m_control.warehouse(m_request.connectionId, m_request.warehouseId));
            Q_EMIT restored();
        });
}

} // namespace spanglass
