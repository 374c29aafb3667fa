#pragma once

#include "services/diagnostics/app/config/ConfigEdit.h"
#include "services/diagnostics/app/config/ProjectFacts.h"

#include <QDateTime>

namespace spanglass {

/// What the rules know beside the configuration itself. What is empty is not known.
struct AppFacts {
    QString workspace; ///< host of the connection, with its port where it has one
    QString spansTable; ///< full name of the one that traces are meant for
    QString linkedPath; ///< what the experiment is bound to: "catalog.schema" or "catalog.schema.prefix"
    ProjectFacts project;
    QDateTime now; ///< UTC
};

/// Something that a rule found. Without secrets.
struct AppFinding {
    QString check; ///< id of the check that reports it
    QString rule; ///< stable: "endpoint-lacks-path"
    bool fails = true; ///< false: it works, and will cause trouble
    QString what; ///< one sentence
    QString cause;
    QString step; ///< for a person
    QString seen; ///< name, value and place
    std::optional<AppEdit> edit = {};
};

/// Takes down what the rules find in one block.
class AppJudge {
public:
    AppJudge(const AppConfig& config, const AppBlock& block, const AppFacts& facts)
        : m_config(config)
        , m_block(block)
        , m_facts(facts) { }

    const AppConfig& config() const { return m_config; }
    const AppBlock& block() const { return m_block; }
    const AppFacts& facts() const { return m_facts; }

    /// `setting` may be null. Adds to the list of findings; the reference is valid until the next one.
    AppFinding& failed(QLatin1StringView check, QLatin1StringView rule, const AppSetting* setting, const QString& what,
        const QString& cause, const QString& step);
    AppFinding& warned(QLatin1StringView check, QLatin1StringView rule, const AppSetting* setting, const QString& what,
        const QString& cause, const QString& step);
    /// Offers another value, which shows MaskedSecret for secrets, with the finding made last.
    void offer(const AppSetting* setting, const QString& right);
    /// Offers a further variable with it.
    void offerLine(const QString& name, const QString& value);

    QList<AppFinding> take() { return std::move(m_findings); }

private:
    const AppConfig& m_config;
    const AppBlock& m_block;
    const AppFacts& m_facts;
    QList<AppFinding> m_findings;
};

/// "OTEL_TRACES_SAMPLER = always_off (.env, line 3)".
QString seenSetting(const AppConfig& config, const AppSetting& setting);

} // namespace spanglass
