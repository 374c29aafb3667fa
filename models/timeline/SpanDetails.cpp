#include "models/timeline/SpanDetails.h"

#include "models/timeline/JsonText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr qsizetype ShownCharacters = 300;
constexpr std::size_t ShownItems = 500;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(spanglass::SpanDetails)
};

struct Subject {
    const char* title;
    std::initializer_list<std::string_view> prefixes;
};

// Prefixes of the OpenTelemetry semantic conventions and of the libraries that name their own.
const std::array Subjects{
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "LLM"),
        {"gen_ai.", "llm.", "openinference.", "input.", "output.", "mlflow.", "traceloop.", "ai.", "gcp.vertex.agent.",
            "retrieval.", "reranker.", "embedding.", "tool.", "session.", "user.id", "agent.", "prompt.", "metadata",
            "tag.tags"}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "Error"), {"exception.", "error."}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "HTTP"), {"http.", "url.", "user_agent."}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "Database"), {"db."}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "RPC"), {"rpc.", "grpc."}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "Messaging"), {"messaging."}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "Network"),
        {"net.", "network.", "server.", "client.", "peer.", "source.", "destination.", "tls.", "dns."}},
    Subject{QT_TRANSLATE_NOOP("spanglass::SpanDetails", "Code"), {"code.", "thread."}},
};

DetailsEntry attributeEntry(const Attribute& attribute, int depth = 0) {
    DetailsEntry entry;
    entry.key = textOf(attribute.key);
    entry.value = attribute.value;
    entry.text = valueText(attribute.value, ShownCharacters).simplified();
    if (depth >= 8)
        return entry;
    if (attribute.value.type() == Value::Type::KeyValues) {
        for (const Attribute& inner :
            attribute.value.entries().first(std::min(ShownItems, attribute.value.entries().size())))
            entry.children.push_back(attributeEntry(inner, depth + 1));
    } else if (attribute.value.type() == Value::Type::Array) {
        const auto items = attribute.value.items().first(std::min(ShownItems, attribute.value.items().size()));
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string number = std::to_string(i);
            entry.children.push_back(attributeEntry({number, items[i]}, depth + 1));
        }
    }
    return entry;
}

DetailsEntry group(const QString& title) {
    DetailsEntry entry;
    entry.key = title;
    entry.isGroup = true;
    return entry;
}

void addFact(DetailsEntry& to, const QString& key, const QString& text) {
    if (text.isEmpty())
        return;
    DetailsEntry entry;
    entry.key = key;
    entry.text = text;
    to.children.push_back(std::move(entry));
}

void addDropped(DetailsEntry& to, const QString& what, std::uint32_t count) {
    if (count > 0)
        addFact(to, what, QString::number(count));
}

QString lowerName(std::string_view enumName, std::string_view prefix) {
    return textOf(enumName.starts_with(prefix) ? enumName.substr(prefix.size()) : enumName).toLower();
}

QString statusText(const Span& span) {
    const QString code = lowerName(statusCodeName(span.status), "STATUS_CODE_");
    return span.statusMessage.empty() ? code : QString(code + u" — "_s + textOf(span.statusMessage));
}

QString noticeText(const Span& span) {
    QStringList notes;
    if (span.has(Notice::InvalidUtf8))
        notes += Tr::tr("bad UTF-8 was replaced");
    if (span.has(Notice::DuplicateKeys))
        notes += Tr::tr("an attribute key came twice; the last value holds");
    if (span.has(Notice::NestingCut))
        notes += Tr::tr("a value nested too deep was cut off");
    if (span.has(Notice::StringIndexField))
        notes += Tr::tr("fields of the profiles signal were ignored");
    return notes.join(u"; "_s);
}

DetailsEntry spanFacts(const SpanDetail& detail, const TraceNode& node) {
    const Span& span = *detail.span;
    DetailsEntry facts = group(Tr::tr("Span"));
    addFact(facts, Tr::tr("name"), textOf(span.name));
    addFact(facts, Tr::tr("status"), statusText(span));
    addFact(facts, Tr::tr("kind"), lowerName(spanKindName(span.kind), "SPAN_KIND_"));
    addFact(facts, Tr::tr("start"), span.start.isSet() ? formatTimestamp(span.start) : Tr::tr("not set"));
    addFact(facts, Tr::tr("end"), span.end.isSet() ? formatTimestamp(span.end) : Tr::tr("not set"));
    if (span.start.isSet() && span.end.isSet()) {
        const auto both = [](Nanos n) { return QString(formatDuration(n) + u"  ("_s + formatNanosExact(n) + u')'); };
        addFact(facts, Tr::tr("duration"), both(span.duration()));
        addFact(facts, Tr::tr("self time"), both(node.selfTime));
    }
    if (node.skew != Nanos{})
        addFact(facts, Tr::tr("assumed clock skew"), formatDuration(Nanos{-node.skew.value}));
    addFact(facts, Tr::tr("span id"), span.spanId.text());
    addFact(facts, Tr::tr("parent id"), span.parentSpanId.isValid() ? span.parentSpanId.text() : Tr::tr("none (root)"));
    addFact(facts, Tr::tr("trace id"), span.traceId.text());
    addFact(facts, Tr::tr("trace state"), textOf(span.traceState));
    if (span.flags)
        addFact(facts, Tr::tr("flags"), u"0x"_s + QString::number(span.flags, 16));
    addDropped(facts, Tr::tr("dropped attributes"), span.droppedAttributes);
    addDropped(facts, Tr::tr("dropped events"), span.droppedEvents);
    addDropped(facts, Tr::tr("dropped links"), span.droppedLinks);
    addFact(facts, Tr::tr("notices"), noticeText(span));
    if (detail.arrival.isSet())
        addFact(facts, Tr::tr("arrived"), formatTimestamp(detail.arrival));
    addFact(facts, Tr::tr("sent by"),
        detail.peer.isEmpty() ? QString() : QString(textOf(transportName(detail.transport)) + u' ' + detail.peer));
    addFact(facts, Tr::tr("user agent"), detail.userAgent);
    return facts;
}

void addAttributes(DetailsEntry& to, Attributes attributes) {
    for (const Attribute& a : attributes)
        to.children.push_back(attributeEntry(a));
}

DetailsEntry linkEntry(const QString& text, TraceId trace, SpanId span, bool present) {
    DetailsEntry entry;
    entry.key = text;
    entry.text = present ? trace.text() + u" / "_s + span.text()
                         : Tr::tr("%1 — not received yet").arg(trace.text() + u" / "_s + span.text());
    entry.linkTrace = trace;
    entry.linkSpan = span;
    entry.linkPresent = present;
    return entry;
}

} // namespace

QString attributeGroup(std::string_view key) {
    for (const Subject& subject : Subjects)
        for (const std::string_view prefix : subject.prefixes)
            if (key.starts_with(prefix))
                return Tr::tr(subject.title);
    return {};
}

DetailsContent attributeDetails(const SpanDetail& detail, const TraceNode& node) {
    DetailsContent content{detail.owner, {}};
    std::vector<DetailsEntry> groups;
    for (const Subject& subject : Subjects)
        groups.push_back(group(Tr::tr(subject.title)));
    groups.push_back(group(Tr::tr("Attributes")));
    for (const Attribute& a : detail.span->attributes) {
        const QString title = attributeGroup(a.key);
        auto at = std::ranges::find(groups, title, &DetailsEntry::key);
        (at == groups.end() ? groups.back() : *at).children.push_back(attributeEntry(a));
    }
    for (DetailsEntry& g : groups)
        if (!g.children.empty())
            content.entries.push_back(std::move(g));
    content.entries.push_back(spanFacts(detail, node));
    return content;
}

DetailsContent eventDetails(const SpanDetail& detail) {
    DetailsContent content{detail.owner, {}};
    std::vector<const SpanEvent*> events;
    for (const SpanEvent& e : detail.span->events)
        events.push_back(&e);
    std::ranges::stable_sort(events, {}, &SpanEvent::time);
    for (const SpanEvent* event : events) {
        DetailsEntry entry;
        entry.key = event->time.isSet() ? u'+' + formatDuration(event->time - detail.span->start) : Tr::tr("no time");
        if (event->time.isSet() && event->time < detail.span->start)
            entry.key.remove(0, 1);
        entry.text = textOf(event->name);
        addAttributes(entry, event->attributes);
        addFact(entry, Tr::tr("time"), event->time.isSet() ? formatTimestamp(event->time) : QString());
        addDropped(entry, Tr::tr("dropped attributes"), event->droppedAttributes);
        content.entries.push_back(std::move(entry));
    }
    return content;
}

DetailsContent resourceDetails(const SpanDetail& detail) {
    DetailsContent content{detail.owner, {}};
    DetailsEntry resource = group(Tr::tr("Resource"));
    addAttributes(resource, detail.span->resource->attributes);
    addDropped(resource, Tr::tr("dropped attributes"), detail.span->resource->droppedAttributes);
    addFact(resource, Tr::tr("schema"), textOf(detail.span->resource->schemaUrl));
    DetailsEntry scope = group(Tr::tr("Instrumentation scope"));
    addFact(scope, Tr::tr("name"), textOf(detail.span->scope->name));
    addFact(scope, Tr::tr("version"), textOf(detail.span->scope->version));
    addAttributes(scope, detail.span->scope->attributes);
    addDropped(scope, Tr::tr("dropped attributes"), detail.span->scope->droppedAttributes);
    addFact(scope, Tr::tr("schema"), textOf(detail.span->scope->schemaUrl));
    for (DetailsEntry* g : {&resource, &scope})
        if (!g->children.empty())
            content.entries.push_back(std::move(*g));
    return content;
}

DetailsContent linkDetails(
    const SpanDetail& detail, const std::vector<BackLink>& backLinks, const std::vector<TraceId>& present) {
    DetailsContent content{detail.owner, {}};
    const auto isPresent = [&](TraceId id) { return std::ranges::find(present, id) != present.end(); };
    DetailsEntry out = group(Tr::tr("Links to"));
    for (const SpanLink& link : detail.span->links) {
        DetailsEntry entry = linkEntry(Tr::tr("span"), link.traceId, link.spanId, isPresent(link.traceId));
        addAttributes(entry, link.attributes);
        addFact(entry, Tr::tr("trace state"), textOf(link.traceState));
        addDropped(entry, Tr::tr("dropped attributes"), link.droppedAttributes);
        out.children.push_back(std::move(entry));
    }
    DetailsEntry in = group(Tr::tr("Linked from"));
    for (const BackLink& link : backLinks)
        if (link.toSpan == detail.span->spanId)
            in.children.push_back(linkEntry(
                link.fromName.isEmpty() ? Tr::tr("span") : link.fromName, link.fromTrace, link.fromSpan, true));
    for (DetailsEntry* g : {&out, &in})
        if (!g->children.empty())
            content.entries.push_back(std::move(*g));
    return content;
}

} // namespace spanglass
