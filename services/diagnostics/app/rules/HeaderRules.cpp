#include "services/diagnostics/app/config/HeaderList.h"
#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppHeaders.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.headers");

bool goesToWorkspace(const AppJudge& judge) {
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    return endpoint && endpoint->kind == AppEndpoint::Kind::Workspace;
}

/// True when the list is no list, so that nothing further can be told from it.
bool listFaults(AppJudge& judge, const AppSetting& list) {
    const QList<HeaderEntry> entries = headersIn(list.clean());
    const QString right = rightHeaders(list, judge.facts(), goesToWorkspace(judge));
    if (headerSemicolon().match(list.clean()).hasMatch()) {
        judge.failed(Check, "headers-semicolon"_L1, &list, u"The headers are parted by semicolons"_s,
            u"The variable is a list with commas; what follows a semicolon becomes part of the value before."_s,
            u"Part the headers by commas."_s);
        judge.offer(&list, right);
        return true;
    }
    if (!std::ranges::all_of(entries, &HeaderEntry::isPair)) {
        judge.failed(Check, "headers-no-pairs"_L1, &list, u"The headers are not written as name=value"_s,
            u"The variable wants name=value,name=value; entries without = are passed over."_s,
            u"Write = in place of the colon."_s);
        judge.offer(&list, right);
        return true;
    }
    if (std::ranges::any_of(entries, [](const HeaderEntry& e) { return e.written.contains(u' '); })) {
        judge.warned(Check, "headers-blank"_L1, &list, u"A header's value has a blank that is not encoded"_s,
            u"Values are percent-encoded in this variable; some SDKs pass over a header with a blank, as in \"Bearer \"."_s,
            u"Write %20 for each blank."_s);
        judge.offer(&list, right);
    }
    return false;
}

void encodedRule(AppJudge& judge, const AppHeader& header) {
    if (header.inList || !header.value.contains("%20"_L1))
        return;
    judge.failed(Check, "header-encoded"_L1, header.setting,
        u"A header's value is percent-encoded where it is sent as it stands"_s,
        u"Only the OTEL_EXPORTER_OTLP_HEADERS variables are decoded; here the server gets %20 in place of a blank."_s,
        u"Write a blank for %20."_s);
    judge.offer(header.setting, QString(header.setting->shown).replace("%20"_L1, " "_L1));
}

void duplicateRule(AppJudge& judge, const QList<AppHeader>& headers, qsizetype index) {
    for (qsizetype i = 0; i < index; ++i) {
        if (headers[i].name.compare(headers[index].name, Qt::CaseInsensitive) != 0)
            continue;
        const bool isSame = headers[i].value == headers[index].value;
        judge
            .failed(Check, "header-twice"_L1, headers[index].setting,
                u"The header %1 is given twice"_s.arg(headers[index].name),
                isSame ? u"SDKs send one of them or join both."_s
                       : u"The values differ, and which one is sent is up to the SDK."_s,
                u"Keep one."_s)
            .fails
            = !isSame;
        if (isSame)
            offerHeader(judge, headers[index], {}, goesToWorkspace(judge));
    }
}

void contentTypeRule(AppJudge& judge, const AppHeader& header) {
    const QString type = header.value.section(u';', 0, 0).trimmed().toLower();
    const bool isJson = traceProtocol(judge.block()) == AppProtocol::HttpJson && !goesToWorkspace(judge);
    if (!header.is("content-type"_L1) || header.elsewhere
        || type == (isJson ? "application/json"_L1 : "application/x-protobuf"_L1))
        return;
    judge.failed(Check, "content-type"_L1, header.setting, u"The content type is not that of the body"_s,
        u"The exporter sends %1, and this header says %2."_s.arg(isJson ? u"JSON"_s : u"protobuf"_s, type),
        u"Leave the header out: the exporter sets it by itself."_s);
    if (!isJson)
        offerHeader(judge, header, u"application/x-protobuf"_s, goesToWorkspace(judge));
}

/// The headers of the signal take the place of those for all signals, in most SDKs.
void shadowRule(AppJudge& judge) {
    const AppSetting* all = judge.block().find("OTEL_EXPORTER_OTLP_HEADERS"_L1);
    const AppSetting* own = judge.block().find("OTEL_EXPORTER_OTLP_TRACES_HEADERS"_L1);
    if (!all || !own || all->elsewhere || own->elsewhere || own->clean().isEmpty())
        return;
    const QList<HeaderEntry> kept = headersIn(own->clean());
    for (const HeaderEntry& entry : headersIn(all->clean())) {
        const bool isKept = std::ranges::any_of(
            kept, [&](const HeaderEntry& k) { return k.name.compare(entry.name, Qt::CaseInsensitive) == 0; });
        if (!isKept)
            judge.warned(Check, "headers-shadowed"_L1, own,
                u"%1 is not among the headers of the traces"_s.arg(entry.name),
                u"OTEL_EXPORTER_OTLP_TRACES_HEADERS takes the place of OTEL_EXPORTER_OTLP_HEADERS in many SDKs."_s,
                u"Give all headers in the one that holds for traces."_s);
    }
}

/// MLflow's own server wants the experiment; a workspace does not know the header.
void experimentRule(AppJudge& judge) {
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    const auto header = traceHeader(judge.block(), ExperimentHeader);
    if (!endpoint)
        return;
    if (endpoint->kind == AppEndpoint::Kind::Workspace && header)
        judge.warned(Check, "header-of-mlflow-server"_L1, header->setting,
            u"%1 is sent to a workspace"_s.arg(ExperimentHeader),
            u"That header belongs to MLflow's own server; a workspace goes by %1."_s.arg(TableHeader),
            u"Leave the header out."_s);
    if (endpoint->kind != AppEndpoint::Kind::Workspace && endpoint->port == 5000 && !header)
        judge.failed(Check, "header-experiment-missing"_L1, endpoint->setting,
            u"The header %1 is missing"_s.arg(ExperimentHeader),
            u"Port 5000 is that of an MLflow server, which refuses OTLP without the experiment's id (422)."_s,
            u"Add %1=<id of the experiment> to OTEL_EXPORTER_OTLP_HEADERS."_s.arg(ExperimentHeader));
}

} // namespace

void headerRules(AppJudge& judge) {
    const AppSetting* list = traceSetting(judge.block(), "HEADERS"_L1);
    if (list && !list->elsewhere && listFaults(judge, *list))
        return;
    const QList<AppHeader> headers = traceHeaders(judge.block());
    for (qsizetype i = 0; i < headers.size(); ++i) {
        encodedRule(judge, headers[i]);
        duplicateRule(judge, headers, i);
        contentTypeRule(judge, headers[i]);
    }
    shadowRule(judge);
    experimentRule(judge);
}

} // namespace spanglass
