#include "services/setup/rights/HeldRights.h"

#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Everybody = u"account users"_s;

bool same(const QString& a, const QString& b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

/// Whether a grant to `holder` reaches them.
bool reaches(const QString& holder, const QString& principal, const QStringList& groups) {
    return same(holder, principal) || groups.contains(holder, Qt::CaseInsensitive) || same(holder, Everybody);
}

} // namespace

QString GuardedObject::kindWord() const {
    return kind == SecurableKind::Catalog ? u"CATALOG"_s : kind == SecurableKind::Schema ? u"SCHEMA"_s : u"TABLE"_s;
}

QString HeldRight::sentence() const {
    const QString by = holder.isEmpty() ? QString() : u" through the group %1"_s.arg(holder);
    switch (how) {
    case How::Named:
        return holder.isEmpty() ? u"Granted by name."_s : u"Granted by name%1."_s.arg(by);
    case How::Inherited:
        return u"Inherited from %1%2."_s.arg(from, by);
    case How::All:
        return u"As ALL PRIVILEGES%1%2."_s.arg(from.isEmpty() ? QString() : u" on "_s + from, by);
    case How::Owner:
        return holder.isEmpty() ? u"As its owner."_s : u"As its owner%1."_s.arg(by);
    case How::Missing:
        return u"Missing."_s;
    case How::Unknown:
        break;
    }
    return u"You may not read who has which rights there."_s;
}

HeldRight heldRight(
    const GuardedObject& object, const QString& privilege, const QString& principal, const QStringList& groups) {
    using How = HeldRight::How;
    HeldRight best{object.granted ? How::Missing : How::Unknown};
    const auto take = [&](How how, const QString& holder, const QString& from) {
        if (how < best.how)
            best = {how, same(holder, principal) ? QString() : holder, from};
    };
    for (const Privilege& each : object.granted.value_or(QList<Privilege>())) {
        if (!reaches(each.principal, principal, groups))
            continue;
        if (each.name == privilege)
            take(each.inheritedFrom.isEmpty() ? How::Named : How::Inherited, each.principal, each.inheritedFrom);
        else if (each.name == "ALL_PRIVILEGES"_L1)
            take(How::All, each.principal, each.inheritedFrom);
    }
    if (!object.owner.isEmpty() && reaches(object.owner, principal, groups))
        take(How::Owner, object.owner, {});
    return best;
}

QString grantStatement(const QStringList& privileges, const GuardedObject& object, const QString& principal) {
    return u"GRANT %1 ON %2 %3 TO `%4`"_s.arg(QString(privileges.join(u", "_s)).replace(u'_', u' '), object.kindWord(),
        tableName(object.name.split(u'.')), QString(principal).replace(u"`"_s, u"``"_s));
}

} // namespace spanglass
