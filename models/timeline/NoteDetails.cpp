#include "models/timeline/NoteDetails.h"

#include "models/timeline/JsonText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Kind = TraceNote::Kind;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(spanglass::NoteDetails)
};

/// Which of the notes are wanted, and what times are told from.
struct Scope {
    const Trace& trace;
    const TraceNode* node; ///< null: all
    UnixNanos start;

    bool has(SpanId span) const { return !node || span == node->id; }
};

DetailsEntry fact(const QString& key, const QString& text) {
    DetailsEntry entry;
    entry.key = key;
    entry.text = text;
    return entry;
}

void addFact(DetailsEntry& to, const QString& key, const QString& text) {
    if (!text.isEmpty())
        to.children.push_back(fact(key, text));
}

void addTime(DetailsEntry& to, const QString& key, UnixNanos time) {
    addFact(to, key, time.isSet() ? formatTimestamp(time) : QString());
}

/// Nothing where the span itself is looked at.
void addSpan(DetailsEntry& to, SpanId span, const Scope& scope) {
    if (scope.node || !span.isValid())
        return;
    const std::uint32_t row = scope.trace.rowOf(span);
    DetailsEntry entry = fact(Tr::tr("span"), span.text());
    if (row != NoNode)
        entry.text = scope.trace.text(scope.trace.nodes()[row].name) + u"  ("_s + span.text() + u')';
    entry.linkTrace = scope.trace.id();
    entry.linkSpan = span;
    entry.linkPresent = row != NoNode;
    to.children.push_back(std::move(entry));
}

QString kindTitle(Kind kind) {
    switch (kind) {
    case Kind::Metadata:
        return Tr::tr("Metadata");
    case Kind::Tag:
        return Tr::tr("Tags");
    case Kind::Feedback:
        return Tr::tr("Feedback");
    case Kind::Expectation:
        return Tr::tr("Expectations");
    case Kind::RunLink:
        return Tr::tr("Runs");
    }
    return {};
}

DetailsEntry noteEntry(const TraceNote& note, const Scope& scope) {
    DetailsEntry entry = fact(note.name, note.value);
    const bool judged = note.kind == Kind::Feedback || note.kind == Kind::Expectation;
    entry.startsOpen = judged;
    if (judged)
        addFact(entry, Tr::tr("rationale"), note.comment);
    else
        addFact(entry, Tr::tr("comment"), note.comment);
    QStringList source{note.source, note.author};
    source.removeAll(QString());
    addFact(entry, judged ? Tr::tr("source") : Tr::tr("set by"), source.join(u" · "_s));
    addTime(entry, judged ? Tr::tr("time") : Tr::tr("set"), note.updated);
    for (const auto& [key, value] : note.metadata)
        addFact(entry, key, value);
    addSpan(entry, note.span, scope);
    return entry;
}

DetailsEntry recordEntry(const TraceRecord& record, const Scope& scope) {
    DetailsEntry entry;
    const Nanos since = record.time - scope.start;
    entry.key = !record.time.isSet() ? Tr::tr("no time")
        : since < Nanos{}            ? formatDuration(since)
                                     : QString(u'+' + formatDuration(since));
    QStringList shown{record.severity, record.body.isEmpty() ? record.event : record.body};
    shown.removeAll(QString());
    entry.text = shown.join(u"  "_s);
    addFact(entry, Tr::tr("event"), record.event);
    addFact(entry, Tr::tr("service"), record.service);
    addTime(entry, Tr::tr("time"), record.time);
    for (const auto& [key, value] : record.attributes)
        addFact(entry, key, value);
    addSpan(entry, record.span, scope);
    return entry;
}

void addGroup(DetailsContent& content, const QString& title, std::vector<DetailsEntry> entries) {
    if (entries.empty())
        return;
    DetailsEntry group;
    group.key = title;
    group.isGroup = true;
    group.children = std::move(entries);
    content.entries.push_back(std::move(group));
}

DetailsContent contentOf(const TraceNotesPtr& notes, const TraceRecordsPtr& records, const Scope& scope) {
    DetailsContent content;
    if (notes) {
        // What was said about the answer is looked for first.
        for (const Kind kind : {Kind::Feedback, Kind::Expectation, Kind::Tag, Kind::Metadata, Kind::RunLink}) {
            std::vector<DetailsEntry> entries;
            for (const TraceNote& note : notes->notes)
                if (note.kind == kind && scope.has(note.span))
                    entries.push_back(noteEntry(note, scope));
            addGroup(content, kindTitle(kind), std::move(entries));
        }
    }
    if (records) {
        std::vector<DetailsEntry> entries;
        for (const TraceRecord& record : records->records)
            if (scope.has(record.span))
                entries.push_back(recordEntry(record, scope));
        addGroup(content, Tr::tr("Log records"), std::move(entries));
    }
    return content;
}

} // namespace

DetailsContent traceNoteDetails(const TraceNotesPtr& notes, const TraceRecordsPtr& records, const Trace& trace) {
    DetailsContent content = contentOf(notes, records, {trace, nullptr, trace.start()});
    std::vector<DetailsEntry> previews;
    if (notes && !notes->requestPreview.isEmpty())
        previews.push_back(fact(Tr::tr("request"), notes->requestPreview));
    if (notes && !notes->responsePreview.isEmpty())
        previews.push_back(fact(Tr::tr("response"), notes->responsePreview));
    DetailsContent all;
    addGroup(all, Tr::tr("Previews"), std::move(previews));
    std::ranges::move(content.entries, std::back_inserter(all.entries));
    return all;
}

DetailsContent spanNoteDetails(
    const TraceNotesPtr& notes, const TraceRecordsPtr& records, const Trace& trace, const TraceNode& node) {
    return contentOf(notes, records, {trace, &node, node.start});
}

std::size_t noteCount(const DetailsContent& content) {
    std::size_t count = 0;
    for (const DetailsEntry& group : content.entries)
        count += group.children.size();
    return count;
}

} // namespace spanglass
