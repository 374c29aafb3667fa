#include "services/core/SpanChanges.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using How = ChangedValue::How;

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

class Changes {
public:
    std::vector<ChangedValue> list;

    void text(const QString& path, std::string_view left, std::string_view right) {
        if (left != right)
            list.push_back({How::Value, path, toQString(left), toQString(right)});
    }
    void number(const QString& path, std::uint64_t left, std::uint64_t right) {
        if (left != right)
            list.push_back({How::Value, path, QString::number(left), QString::number(right)});
    }

    void attributes(const QString& path, Attributes left, Attributes right) {
        for (const Attribute& each : left) {
            const QString key = path + u'.' + toQString(each.key);
            if (const Value* other = findAttribute(right, each.key))
                value(key, *findAttribute(left, each.key), *other);
            else
                list.push_back({How::Lost, key, plainText(each.value), {}});
        }
        for (const Attribute& each : right) {
            if (findAttribute(left, each.key) == nullptr)
                list.push_back({How::Added, path + u'.' + toQString(each.key), {}, plainText(each.value)});
        }
    }

    void events(std::span<const SpanEvent> left, std::span<const SpanEvent> right) {
        number(u"events.count"_s, left.size(), right.size());
        for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
            const QString path = u"events[%1]"_s.arg(i);
            number(path + u".time", left[i].time.value, right[i].time.value);
            text(path + u".name", left[i].name, right[i].name);
            attributes(path + u".attributes", left[i].attributes, right[i].attributes);
            number(path + u".dropped_attributes", left[i].droppedAttributes, right[i].droppedAttributes);
        }
    }

    void links(std::span<const SpanLink> left, std::span<const SpanLink> right) {
        number(u"links.count"_s, left.size(), right.size());
        for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
            const QString path = u"links[%1]"_s.arg(i);
            text(path + u".trace_id", left[i].traceId.hex(), right[i].traceId.hex());
            text(path + u".span_id", left[i].spanId.hex(), right[i].spanId.hex());
            text(path + u".trace_state", left[i].traceState, right[i].traceState);
            attributes(path + u".attributes", left[i].attributes, right[i].attributes);
            number(path + u".dropped_attributes", left[i].droppedAttributes, right[i].droppedAttributes);
            number(path + u".flags", left[i].flags, right[i].flags);
        }
    }

private:
    void value(const QString& path, const Value& left, const Value& right) {
        if (left == right)
            return;
        if (left.type() == Value::Type::KeyValues && right.type() == Value::Type::KeyValues)
            return attributes(path, left.entries(), right.entries());
        const QString mine = plainText(left), theirs = plainText(right);
        list.push_back({mine == theirs ? How::Type : How::Value, path, mine, theirs});
    }
};

void appendText(QString& out, const Value& value, bool nested);

void appendEntries(QString& out, Attributes entries) {
    out += u'{';
    for (const Attribute& each : entries) {
        if (&each != entries.data())
            out += u',';
        out += u'"' + toQString(each.key) + u"\":";
        appendText(out, each.value, true);
    }
    out += u'}';
}

void appendText(QString& out, const Value& value, bool nested) {
    switch (value.type()) {
    case Value::Type::Empty:
        out += nested ? u"null"_s : QString();
        break;
    case Value::Type::String:
        out += nested ? QString(u'"' + toQString(value.text()) + u'"') : toQString(value.text());
        break;
    case Value::Type::Bool:
        out += value.boolean() ? u"true"_s : u"false"_s;
        break;
    case Value::Type::Int:
        out += QString::number(value.integer());
        break;
    case Value::Type::Double:
        out += QString::number(value.real(), 'g', QLocale::FloatingPointShortest);
        break;
    case Value::Type::Bytes:
        out += QString::fromLatin1(
            QByteArray(value.text().data(), static_cast<qsizetype>(value.text().size())).toBase64());
        break;
    case Value::Type::Array:
        out += u'[';
        for (const Value& each : value.items()) {
            if (&each != value.items().data())
                out += u',';
            appendText(out, each, true);
        }
        out += u']';
        break;
    case Value::Type::KeyValues:
        appendEntries(out, value.entries());
        break;
    }
}

} // namespace

QString plainText(const Value& value) {
    QString text;
    appendText(text, value, false);
    return text;
}

std::vector<ChangedValue> spanChanges(const Span& left, const Span& right) {
    Changes changes;
    changes.text(u"trace_id"_s, left.traceId.hex(), right.traceId.hex());
    changes.text(u"parent_span_id"_s, left.parentSpanId.hex(), right.parentSpanId.hex());
    changes.text(u"trace_state"_s, left.traceState, right.traceState);
    changes.number(u"flags"_s, left.flags, right.flags);
    changes.text(u"name"_s, left.name, right.name);
    changes.text(u"kind"_s, std::string(spanKindName(left.kind)), std::string(spanKindName(right.kind)));
    changes.number(u"start"_s, left.start.value, right.start.value);
    changes.number(u"end"_s, left.end.value, right.end.value);
    changes.text(u"status.code"_s, std::string(statusCodeName(left.status)), std::string(statusCodeName(right.status)));
    changes.text(u"status.message"_s, left.statusMessage, right.statusMessage);
    changes.attributes(u"attributes"_s, left.attributes, right.attributes);
    changes.number(u"dropped_attributes"_s, left.droppedAttributes, right.droppedAttributes);
    changes.events(left.events, right.events);
    changes.number(u"dropped_events"_s, left.droppedEvents, right.droppedEvents);
    changes.links(left.links, right.links);
    changes.number(u"dropped_links"_s, left.droppedLinks, right.droppedLinks);
    changes.attributes(u"resource.attributes"_s, left.resource->attributes, right.resource->attributes);
    changes.number(
        u"resource.dropped_attributes"_s, left.resource->droppedAttributes, right.resource->droppedAttributes);
    changes.text(u"resource.schema_url"_s, left.resource->schemaUrl, right.resource->schemaUrl);
    changes.text(u"scope.name"_s, left.scope->name, right.scope->name);
    changes.text(u"scope.version"_s, left.scope->version, right.scope->version);
    changes.attributes(u"scope.attributes"_s, left.scope->attributes, right.scope->attributes);
    changes.number(u"scope.dropped_attributes"_s, left.scope->droppedAttributes, right.scope->droppedAttributes);
    changes.text(u"scope.schema_url"_s, left.scope->schemaUrl, right.scope->schemaUrl);
    return std::move(changes.list);
}

} // namespace spanglass
