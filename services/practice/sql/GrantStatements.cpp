#include "services/practice/sql/GrantStatements.h"

#include "services/practice/sql/StatementFailure.h"

#include <algorithm>

namespace spanglass::practice {

bool isPrincipal(const People& people, const std::string& name) {
    const auto groups = people.groups();
    return people.find(name).has_value() || std::ranges::count(groups, name) > 0;
}

void failMissing(const Securable& what) {
    const std::string name = backticked(what.name);
    if (what.kind == Securable::Kind::Catalog)
        failStatement("NO_SUCH_CATALOG_EXCEPTION", "Catalog " + name + " was not found.", "42704");
    if (what.kind == Securable::Kind::Schema)
        failStatement("SCHEMA_NOT_FOUND", "The schema " + name + " cannot be found.", "42704");
    failStatement("TABLE_OR_VIEW_NOT_FOUND", "The table or view " + name + " cannot be found.", "42P01");
}

StatementResult GrantStatements::run(const StatementJob& job, const std::string& sql) {
    SqlCursor in(sql);
    if (in.takeWords("show grants"))
        return show(job, in);
    const bool grants = in.takeWord("grant");
    if (!grants)
        in.needWord("revoke");
    return change(job, in, grants);
}

Securable GrantStatements::securable(const StatementJob& job, SqlCursor& in) const {
    const auto found = [&]() -> Securable {
        if (in.takeWord("metastore"))
            return Securable::metastore();
        if (in.takeWord("catalog"))
            return Securable::catalog(in.isNamePart() ? in.needPart() : job.defaults.catalog);
        if (in.takeWord("schema") || in.takeWord("database"))
            return job.defaults.schemaOf(in.needName());
        if (in.isWord("external") || in.isWord("volume") || in.isWord("function") || in.isWord("storage"))
            failUnsupported("A grant on anything but catalogs, schemas, tables and views");
        if (!in.takeWord("table"))
            in.takeWord("view");
        return job.defaults.table(in.needName());
    }();
    if (!m_metastore.exists(found) || !m_rights.sees(job.who, found))
        failMissing(found);
    return found;
}

void GrantStatements::checkPrincipal(const std::string& principal) const {
    if (!isPrincipal(m_people, principal))
        failStatement("PRINCIPAL_DOES_NOT_EXIST", "Could not find principal with name " + principal + '.', "42704");
}

StatementResult GrantStatements::change(const StatementJob& job, SqlCursor& in, bool grants) {
    std::vector<std::string> names;
    do {
        std::string name;
        while (in.isNamePart() && !in.isWord("on"))
            name += (name.empty() ? "" : " ") + in.needPart();
        names.push_back(std::move(name));
    } while (in.takeSymbol(","));
    in.needWord("on");
    const Securable what = securable(job, in);
    in.needWord(grants ? "to" : "from");
    const std::string principal = in.needPart();
    if (!in.atEnd())
        in.fail();
    checkPrincipal(principal);
    if (!m_rights.mayGrant(job.who, what))
        failStatement("INSUFFICIENT_PERMISSIONS",
            "User does not have MANAGE on " + std::string(what.kindName()) + " '" + what.name
                + "' and does not own it.",
            "42501");
    Grants::Privileges privileges;
    for (const std::string& name : names) {
        const std::string known = privilegeNamed(name, what.kind);
        if (known.empty())
            failStatement("INVALID_PARAMETER_VALUE",
                "Privilege " + name + " is not applicable to this entity " + backticked(what.name) + '.', "42000");
        privileges.insert(known);
    }
    if (grants)
        m_grants.grant(what, principal, privileges);
    else
        m_grants.revoke(what, principal, privileges);
    return {};
}

StatementResult GrantStatements::show(const StatementJob& job, SqlCursor& in) {
    const std::string principal = in.isWord("on") ? std::string() : in.needPart();
    in.needWord("on");
    const Securable what = securable(job, in);
    ResultBuilder builder(job.limits);
    builder.setTextColumns({"Principal", "ActionType", "ObjectType", "ObjectKey"});
    for (const auto& [who, held] : m_rights.effective(what)) {
        for (const auto& each : held) {
            std::string action = each.privilege;
            std::ranges::replace(action, '_', ' ');
            if (principal.empty() || principal == who)
                builder.addRow({who, action, std::string(each.from.kindName()), each.from.name});
        }
    }
    return *builder.finish();
}

} // namespace spanglass::practice
