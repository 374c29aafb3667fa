#include "services/setup/rights/AclUndo.h"

#include "services/auth/ApiReading.h"
#include "services/setup/CallText.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto Base = u"/api/2.0/permissions/"_s;

Json jsonOf(const ObjectAcl::Entry& entry) { return aclEntry({entry.kind, entry.principal}, entry.level); }

Json entriesOf(const SetupCall& call) {
    const auto request = requestOf(call);
    const auto body = request ? readObject(request->body) : std::nullopt;
    return body && body->contains("access_control_list") ? (*body)["access_control_list"] : Json::array();
}

/// E-mail addresses come back in any case.
bool isSame(const Json& a, const Json& b) {
    return QString::fromStdString(a.dump()).compare(QString::fromStdString(b.dump()), Qt::CaseInsensitive) == 0;
}

bool holds(const Json& list, const Json& entry) {
    return std::ranges::any_of(list, [&](const Json& each) { return isSame(each, entry); });
}

/// Whether an entry of `list` is of the same principal, at any level.
bool names(const Json& list, Json entry) {
    return std::ranges::any_of(list, [&](const Json& each) {
        entry["permission_level"] = each["permission_level"];
        return isSame(each, entry);
    });
}

} // namespace

SetupCall takeEntriesBack(const QString& purpose, const ObjectAcl& before, const QStringList& principals) {
    Json list = Json::array({OtherEntriesMark.toStdString()});
    for (const ObjectAcl::Entry& each : before.entries) {
        if (each.inheritedFrom.isEmpty() && principals.contains(each.principal, Qt::CaseInsensitive))
            list.push_back(jsonOf(each));
    }
    return restCall(purpose, "PUT", before.path(), Json{{"access_control_list", list}});
}

bool takesEntriesBack(const SetupCall& undo) { return undo.text.contains(OtherEntriesMark); }

ApiOutcome<SetupCall> entriesTakenBack(const SetupCall& made, const SetupCall& undo, SetupSession& session) {
    const QString path = undo.text.section(u'\n', 0, 0).section(u' ', 1);
    const auto now = readAcl(path.mid(Base.size()).section(u'/', 0, 0), path.section(u'/', -1), session);
    if (!now)
        return std::unexpected(now.error());
    const Json given = entriesOf(made);
    Json list = Json::array();
    Json dropped = Json::array();
    for (const ObjectAcl::Entry& each : now->entries) {
        if (each.inheritedFrom.isEmpty())
            (holds(given, jsonOf(each)) ? dropped : list).push_back(jsonOf(each));
    }
    if (dropped.empty())
        return SetupCall();
    for (const Json& each : entriesOf(undo)) {
        if (each.is_object() && names(dropped, each))
            list.push_back(each);
    }
    return restCall(undo.purpose, "PUT", path, Json{{"access_control_list", list}});
}

} // namespace spanglass
