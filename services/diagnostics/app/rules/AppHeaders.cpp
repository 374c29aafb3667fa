#include "services/diagnostics/app/rules/AppHeaders.h"

#include "services/diagnostics/app/config/HeaderList.h"
#include "services/diagnostics/app/rules/AppEndpoint.h"

#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool hasScheme(const QString& written) {
    static const QRegularExpression form(u"^[A-Za-z]+(?:%20|\\+|\\s)"_s);
    return form.match(written).hasMatch();
}

void mend(HeaderEntry& entry, bool isWorkspace) {
    QString& written = entry.written;
    while (written.size() >= 2 && (written.front() == u'"' || written.front() == u'\'')
        && written.back() == written.front())
        written = written.mid(1, written.size() - 2);
    if (entry.is("authorization"_L1) && !hasScheme(written))
        written.prepend(u"Bearer%20"_s);
    written.replace(u' ', u"%20"_s);
    if (entry.is("content-type"_L1))
        written = u"application/x-protobuf"_s;
    if (isWorkspace && meansTableHeader(entry.name)) {
        entry.name = TableHeader;
        written = cleanTable(entry.value);
        for (const auto& other : {u"_otel_logs"_s, u"_otel_metrics"_s, u"_otel_annotations"_s})
            if (written.endsWith(other))
                written = written.chopped(other.size()) + u"_otel_spans"_s;
    }
}

} // namespace

QList<AppHeader> traceHeaders(const AppBlock& block) {
    QList<AppHeader> out;
    for (const AppSetting& setting : block.settings)
        if (setting.key == AppSetting::Header)
            out += {setting.name, setting.text(), setting.text(), &setting, false, setting.elsewhere};
    if (const AppSetting* list = traceSetting(block, "HEADERS"_L1); list && !list->elsewhere)
        for (const HeaderEntry& entry : headersIn(list->clean()))
            out += {entry.name, entry.value, entry.written, list, true, isReference(entry.value)};
    return out;
}

std::optional<AppHeader> traceHeader(const AppBlock& block, QLatin1StringView name) {
    for (const AppHeader& header : traceHeaders(block))
        if (header.is(name))
            return header;
    return {};
}

bool meansTableHeader(const QString& name) {
    static const QRegularExpression form(u"^(?:x-)?databricks[-_].*table.*$|^x-databricks-table$|^x-uc-table.*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch();
}

QString cleanTable(const QString& name) {
    QStringList parts;
    for (const QString& part : name.split(u'.'))
        parts += part.trimmed().remove(u'`').remove(u'"').remove(u'\'').trimmed();
    return parts.join(u'.');
}

QString rightHeaders(const AppSetting& list, const AppFacts& facts, bool isWorkspace) {
    QList<HeaderEntry> out;
    bool hasTable = false;
    for (HeaderEntry entry : headersIn(list.shown.trimmed())) {
        mend(entry, isWorkspace);
        if (isWorkspace && entry.is(TableHeader) && !facts.spansTable.isEmpty())
            entry.written = facts.spansTable;
        hasTable = hasTable || entry.is(TableHeader);
        const bool isRepeated = std::ranges::any_of(out, [&](const HeaderEntry& other) {
            return other.name.compare(entry.name, Qt::CaseInsensitive) == 0 && other.written == entry.written;
        });
        if (!isRepeated)
            out += entry;
    }
    if (isWorkspace && !hasTable && !facts.spansTable.isEmpty())
        out += {.name = TableHeader, .written = facts.spansTable, .value = facts.spansTable};
    return headerList(out);
}

void offerHeader(AppJudge& judge, const AppHeader& header, const QString& own, bool isWorkspace) {
    judge.offer(header.setting, header.inList ? rightHeaders(*header.setting, judge.facts(), isWorkspace) : own);
}

} // namespace spanglass
