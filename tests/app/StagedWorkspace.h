#pragma once

#include "tests/app/GatedProxy.h"
#include "tests/practice/PracticeClient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

namespace spanglass::test {

/// A practice workspace beside the window, which outlives it: reached through a GatedProxy by two profiles, "ada" with
/// her personal access token and "machine", a service principal with OAuth. Both may do everything.
class StagedWorkspace {
public:
    explicit StagedWorkspace(PracticeOptions options = {});

    PracticeClient& client() { return m_client; }
    GatedProxy& proxy() { return m_proxy; }
    void setFault(const QString& fault) {
        m_faults << fault;
        QVERIFY(m_client.workspace().setFault(fault, true));
    }
    void clearFaults() {
        for (const QString& each : std::exchange(m_faults, {}))
            QVERIFY(m_client.workspace().setFault(each, false));
    }
    /// How many requests have come whose first line begins so and contains this.
    int count(const QByteArray& method, const QByteArray& part) const;
    /// The longest time for which the event loop of this thread did not turn, in milliseconds.
    qint64 longestTurn() const { return m_longestTurn; }

private:
    static PracticeOptions withPeople(PracticeOptions options, const QString& folder);

    QTemporaryDir m_folder;
    PracticeClient m_client;
    GatedProxy m_proxy;
    QStringList m_faults;
    QTimer m_turns; ///< of the window's event loop
    QElapsedTimer m_sinceTurn;
    qint64 m_longestTurn = 0;
};

} // namespace spanglass::test
