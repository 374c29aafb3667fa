#include "services/core/SpanChanges.h"

#include "services/core/ShownValue.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using How = ChangedValue::How;

bool isNumber(const Value& value) { return value.type() == Value::Type::Int || value.type() == Value::Type::Double; }
bool isNested(const Value& value) {
    return value.type() == Value::Type::Array || value.type() == Value::Type::KeyValues;
}

/// Whether values of different types mean one thing: a number and its text in any spelling, a list and its JSON.
bool saysTheSame(const Value& left, const Value& right, const QString& mine, const QString& theirs) {
    if (mine == theirs)
        return true;
    const bool text = left.type() == Value::Type::String || right.type() == Value::Type::String;
    if (isNumber(left) || isNumber(right)) {
        bool isLeft = false, isRight = false;
        const double a = mine.toDouble(&isLeft), b = theirs.toDouble(&isRight);
        return isLeft && isRight && a == b;
    }
    if (!text || !(isNested(left) || isNested(right)))
        return false;
    const QJsonDocument a = QJsonDocument::fromJson(mine.toUtf8()), b = QJsonDocument::fromJson(theirs.toUtf8());
    return !a.isNull() && a == b;
}

class Changes {
public:
    std::vector<ChangedValue> list;

    void text(const QString& path, std::string_view left, std::string_view right) {
        if (left != right)
            list.push_back({How::Value, path, textOf(left), textOf(right)});
    }
    void number(const QString& path, std::uint64_t left, std::uint64_t right) {
        if (left != right)
            list.push_back({How::Value, path, QString::number(left), QString::number(right)});
    }

    void attributes(const QString& path, Attributes left, Attributes right) {
        for (const Attribute& each : left) {
            const QString key = path + u'.' + textOf(each.key);
            if (const Value* other = findAttribute(right, each.key))
                value(key, *findAttribute(left, each.key), *other);
            else
                list.push_back({How::Lost, key, compactText(each.value), {}, valueTypeName(each.value), {}});
        }
        for (const Attribute& each : right) {
            if (findAttribute(left, each.key) == nullptr)
                list.push_back({How::Added, path + u'.' + textOf(each.key), {}, compactText(each.value), {},
                    valueTypeName(each.value)});
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
        const QString mine = compactText(left), theirs = compactText(right);
        const bool same = left.type() != right.type() && saysTheSame(left, right, mine, theirs);
        list.push_back({same ? How::Type : How::Value, path, mine, theirs, valueTypeName(left), valueTypeName(right)});
    }
};

} // namespace

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
