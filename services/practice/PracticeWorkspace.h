#pragma once

#include "services/core/Error.h"

#include <QStringList>
#include <QUrl>

#include <chrono>
#include <memory>

namespace spanglass {

/// How long things take in a practice workspace.
struct PracticePace {
    std::chrono::milliseconds coldStart{4'000}; ///< a warehouse from STARTING to RUNNING
    std::chrono::seconds accessToken{3'600};
    std::chrono::milliseconds externalLink{900'000}; ///< until a result link expires
    std::chrono::milliseconds lateAnswer{65'000}; ///< how late the fault location-timeout answers
};

struct PracticeOptions {
    quint16 port = 0; ///< 0: any free one
    QString dataFolder; ///< what survives a restart; empty: a temporary folder that goes with the workspace
    QStringList faults; ///< as setFault() takes them
    PracticePace pace;
    QString signInAs; ///< who a browser sign-in is answered for at once; empty: a page asks
};

struct PracticeAddress {
    QUrl url; ///< the host to sign in to
    QString dataFolder;
    QString secretsFile; ///< JSON with the tokens and client secrets of the practice people; mode 0600
};

/// One way of failing that a practice workspace can be told to take.
struct PracticeFault {
    QString name; ///< "pat-on-otlp-401"
    QString meaning; ///< one sentence
    bool onTheWire = false; ///< NAME@PART then limits it to requests whose path contains PART
};
std::vector<PracticeFault> practiceFaults();

/// A stand-in for a Databricks workspace on loopback: the part of its REST API, SQL and OTLP ingest that Spanglass and
/// the official clients use, on a DuckDB of its own. Statements really run, grants are really enforced.
///
/// Functions may be called from any one thread at a time; start() and close() block for a moment.
class PracticeWorkspace {
public:
    PracticeWorkspace();
    ~PracticeWorkspace(); ///< closes
    PracticeWorkspace(const PracticeWorkspace&) = delete;
    PracticeWorkspace& operator=(const PracticeWorkspace&) = delete;

    /// Errors: Busy (port taken, or data folder in use), BadInput (unknown fault), NotAllowed, NoSpace, Damaged.
    Result<PracticeAddress> start(const PracticeOptions& options);
    /// Requests under way are answered; statements are cancelled.
    void close();

    /// Switches one fault of practiceFaults() while it runs: "NAME", or "NAME@PART" for one on the wire. BadInput when
    /// there is none of that name.
    Result<> setFault(const QString& name, bool on);
    QStringList faults() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace spanglass
