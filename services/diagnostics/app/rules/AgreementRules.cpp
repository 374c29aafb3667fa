#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppHeaders.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <QSet>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.agreement");

QString hostOf(const QString& address) {
    return address.section(u"://"_s, -1).section(u'/', 0, 0).section(u'?', 0, 0).toLower();
}

void twiceRule(AppJudge& judge) {
    QSet<QString> seen;
    for (const AppSetting& setting : judge.block().settings) {
        if (!namesTelemetry(setting.key) || setting.key == AppSetting::Header || setting.style == ValueStyle::None)
            continue;
        for (const AppSetting& other : judge.block().settings) {
            if (&other == &setting)
                break;
            if (other.key == setting.key && other.style != ValueStyle::None && other.text() != setting.text())
                judge.warned(Check, "set-twice"_L1, &setting, u"%1 is set twice, with two values"_s.arg(setting.name),
                    u"The later one holds; before it stands %1."_s.arg(seenSetting(judge.config(), other)),
                    u"Keep one."_s);
        }
    }
}

void workspaceRule(AppJudge& judge) {
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    if (!endpoint || endpoint->kind != AppEndpoint::Kind::Workspace)
        return;
    const QString host = hostOf(judge.block().value("DATABRICKS_HOST"_L1));
    if (!host.isEmpty() && !host.contains(u'$') && host != endpoint->authority())
        judge.failed(Check, "two-workspaces"_L1, endpoint->setting,
            u"Traces go to another workspace than DATABRICKS_HOST"_s,
            u"The endpoint is at %1, DATABRICKS_HOST is %2; a token of one is refused by the other."_s.arg(
                endpoint->authority(), host),
            u"Name the same workspace in both."_s);
    else if (!judge.facts().workspace.isEmpty() && judge.facts().workspace != endpoint->authority())
        judge.failed(Check, "other-workspace"_L1, endpoint->setting,
            u"The app sends to another workspace than this connection"_s,
            u"The endpoint is at %1, the connection at %2."_s.arg(endpoint->authority(), judge.facts().workspace),
            u"Mend the endpoint, or choose the connection of that workspace."_s);
}

void tableRule(AppJudge& judge) {
    const AppSetting* own = judge.block().find("OTEL_UC_TABLE_NAME"_L1);
    const auto header = traceHeader(judge.block(), TableHeader);
    if (own && header && !header->elsewhere && !own->elsewhere
        && own->clean().compare(header->value, Qt::CaseInsensitive) != 0)
        judge.warned(Check, "two-tables"_L1, own, u"Two tables are named"_s,
            u"%1 says one, the header %2 another."_s.arg(own->name, TableHeader), u"Name the same table in both."_s);
}

} // namespace

void agreementRules(AppJudge& judge) {
    twiceRule(judge);
    workspaceRule(judge);
    tableRule(judge);
}

QList<AppFinding> disagreements(const AppConfig& config, const AppConfig& other) {
    QList<AppFinding> out;
    for (const AppBlock& block : config.blocks) {
        AppJudge judge(config, block, {});
        for (const AppSetting& setting : block.settings) {
            if (!namesTelemetry(setting.key) || setting.key == AppSetting::Header || setting.elsewhere)
                continue;
            for (const AppBlock& otherBlock : other.blocks) {
                const AppSetting* there = otherBlock.find(QLatin1StringView(setting.key.toLatin1()));
                if (there && !there->elsewhere && there->clean() != setting.clean())
                    judge.warned(Check, "files-differ"_L1, &setting,
                        u"%1 differs between two files"_s.arg(setting.name),
                        u"In the other file: %1. Which one holds depends on how the app is started."_s.arg(
                            seenSetting(other, *there)),
                        u"Give both the same value, or keep one."_s);
            }
        }
        out += judge.take();
    }
    return out;
}

} // namespace spanglass
