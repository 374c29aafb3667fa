#pragma once

#include "services/practice/catalog/Rights.h"
#include "services/practice/sql/DefinitionStatements.h"
#include "services/practice/sql/Engine.h"
#include "services/practice/sql/GrantStatements.h"
#include "services/practice/sql/QueryTranslator.h"
#include "services/practice/sql/ShowStatements.h"
#include "services/practice/sql/StatementJob.h"

namespace spanglass::practice {

/// Runs statements: tells what kind one is, checks the caller's rights, and has it done. Any thread.
class StatementRunner {
public:
    StatementRunner(Engine& engine, Metastore& metastore, Grants& grants, const Rights& rights, const People& people,
        const FaultSwitch& faults);

    /// Throws StatementFailure, ApiFailure for a right that is missing.
    StatementResult run(const StatementJob& job);

private:
    StatementResult query(const StatementJob& job, const std::string& sql);
    StatementResult change(const StatementJob& job, const std::string& sql);

    Engine& m_engine;
    QueryTranslator m_translator;
    DefinitionStatements m_definitions;
    GrantStatements m_grantStatements;
    ShowStatements m_shows;
};

} // namespace spanglass::practice
