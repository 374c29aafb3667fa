#pragma once

#include "services/practice/catalog/Rights.h"
#include "services/practice/identity/People.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementJob.h"

namespace spanglass::practice {

/// GRANT, REVOKE and SHOW GRANTS (C: databricks-api.md 7.3). Any thread.
class GrantStatements {
public:
    GrantStatements(const Metastore& metastore, Grants& grants, const Rights& rights, const People& people)
        : m_metastore(metastore)
        , m_grants(grants)
        , m_rights(rights)
        , m_people(people) { }

    StatementResult run(const StatementJob& job, const std::string& sql);

private:
    StatementResult change(const StatementJob& job, SqlCursor& in, bool grants);
    StatementResult show(const StatementJob& job, SqlCursor& in);
    Securable securable(const StatementJob& job, SqlCursor& in) const;
    void checkPrincipal(const std::string& principal) const;

    const Metastore& m_metastore;
    Grants& m_grants;
    const Rights& m_rights;
    const People& m_people;
};

/// Whether grants may name it: a user, a service principal's application id, or a group.
bool isPrincipal(const People& people, const std::string& name);

/// Throws StatementFailure with the class for a missing catalog, schema or table.
[[noreturn]] void failMissing(const Securable& what);

} // namespace spanglass::practice
