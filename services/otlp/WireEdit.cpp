#include "services/otlp/WireEdit.h"

#include "services/otlp/JsonTranscoder.h"
#include "services/otlp/WireReader.h"
#include "services/otlp/WireShape.h"

#include <xxhash.h>

#include <algorithm>
#include <cctype>
#include <ranges>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t TraceIdBytes = 16;
constexpr std::size_t TraceIdDigits = 32;
constexpr std::string_view RequestIdKey = "mlflow.traceRequestId"; // databricks-api.md 3.5, confirmed
constexpr std::string_view Redacted = "[redacted]";

/// AnyValue { string_value = 1 }
std::string textValue(std::string_view text) {
    WireWriter out;
    out.bytes(1, text);
    return out.take();
}

std::string_view keyOf(std::string_view keyValue, WireFault& fault) {
    std::string_view key;
    WireReader in(keyValue, fault);
    while (in.next()) {
        if (in.tag() == lengthTag(1))
            key = in.bytes();
        else
            in.skip();
    }
    return key;
}

UnixNanos shifted(std::uint64_t time, Nanos by) {
    const auto distance = static_cast<std::uint64_t>(by.value);
    if (by.value < 0)
        return {time > -distance ? time + distance : 1}; // 0 would mean that it is not set
    return {time <= UINT64_MAX - distance ? time + distance : UINT64_MAX};
}

} // namespace

TraceId newTraceId(TraceId old, std::uint64_t seed) {
    const std::array<char, TraceIdBytes> bytes = old.bytes();
    const XXH128_hash_t hash = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
    const TraceId id{hash.high64, hash.low64};
    return id.isValid() ? id : TraceId{0, 1};
}

WireEdit::WireEdit(WireChanges changes)
    : m_changes(std::move(changes)) {
    for (const AttributeEdit& edit : std::as_const(m_changes.attributes)) {
        Rule rule{edit.action, edit.key.toStdString(), edit.key.endsWith(u'*'), {}};
        if (rule.isPrefix)
            rule.key.pop_back();
        rule.value
            = edit.action == AttributeEdit::Action::Set ? textValue(edit.value.toStdString()) : textValue(Redacted);
        m_rules.push_back(std::move(rule));
    }
}

const WireEdit::Rule* WireEdit::ruleFor(std::string_view key) const {
    const auto last
        = std::ranges::find_if(m_rules | std::views::reverse, [&](const Rule& rule) { return rule.fits(key); });
    return last == m_rules.rend() ? nullptr : &*last;
}

/// The edit of one request.
class WireEdit::Run {
public:
    explicit Run(const WireEdit& edit)
        : m_edit(edit)
        , m_changes(edit.m_changes) { }

    std::optional<std::string> request(std::string_view bytes, Signal signal) {
        m_out.reserve(bytes.size() + bytes.size() / 8);
        copy(bytes, wireShape(signal));
        if (m_fault)
            return std::nullopt;
        return m_out.take();
    }

private:
    void copy(std::string_view message, const WireShape& shape) {
        std::vector<const Rule*> missing;
        if (shape.kind == WireShape::Kind::ResourceGroup)
            m_inResource = setIn(message);
        else if (shape.kind == WireShape::Kind::Span)
            missing = toAdd();
        const char* copied = message.data(); // up to here
        const auto copyTo = [&](const char* end) { m_out.out().append(copied, end); };
        WireReader in(message, m_fault);
        for (const char* begin = in.position(); in.next(); begin = in.position()) {
            const WirePart* part = shape.find(in.tag());
            if (!part) {
                in.skip();
                continue;
            }
            switch (part->role) {
            case WirePart::Role::Time: {
                const std::uint64_t time = in.fixed64();
                if (time == 0 || m_changes.shift.value == 0 || m_fault)
                    break;
                copyTo(in.position() - sizeof time);
                const UnixNanos moved = shifted(time, m_changes.shift);
                m_out.out().append(reinterpret_cast<const char*>(&moved.value), sizeof moved.value);
                copied = in.position();
                break;
            }
            case WirePart::Role::TraceId:
            case WirePart::Role::LinkedTraceId: {
                const auto old = TraceId::fromBytes(in.bytes());
                if (!old || !isRenamed(*old, part->role))
                    break;
                copyTo(in.position() - TraceIdBytes);
                const auto bytes = newTraceId(*old, *m_changes.idSeed).bytes();
                m_out.out().append(bytes.data(), bytes.size());
                copied = in.position();
                break;
            }
            case WirePart::Role::Attribute: {
                const std::string_view entry = in.bytes();
                const std::string_view key = m_fault ? std::string_view() : keyOf(entry, m_fault);
                const Rule* rule = m_edit.ruleFor(key);
                std::erase(missing, rule);
                const bool names = !rule && m_changes.idSeed && key == RequestIdKey;
                if (m_fault || (!rule && !names))
                    break;
                copyTo(begin);
                copied = in.position();
                if (rule)
                    writeByRule(fieldOf(in.tag()), key, *rule);
                else
                    writeWithNewId(begin, in.position());
                break;
            }
            case WirePart::Role::Message: {
                const std::string_view content = in.bytes();
                if (m_fault)
                    break;
                copyTo(begin);
                const auto opened = m_out.openAbout(fieldOf(in.tag()), content.size());
                copy(content, *part->shape);
                m_out.close(opened);
                copied = in.position();
                break;
            }
            }
        }
        if (m_fault)
            return;
        copyTo(message.data() + message.size());
        for (const Rule* rule : missing)
            writeByRule(SpanAttributes, rule->key, *rule);
    }

    static constexpr std::uint32_t SpanAttributes = 9; // the field of a Span

    bool isRenamed(const TraceId& id, WirePart::Role role) const {
        if (!m_changes.idSeed || !id.isValid())
            return false;
        return role == WirePart::Role::TraceId || !m_changes.follows || m_changes.follows(id);
    }

    void writeByRule(std::uint32_t field, std::string_view key, const Rule& rule) {
        if (rule.action == AttributeEdit::Action::Remove)
            return;
        const auto entry = m_out.openAbout(field, key.size() + rule.value.size());
        m_out.bytes(1, key);
        m_out.bytes(2, rule.value);
        m_out.close(entry);
    }

    /// Copies an attribute whose text ends in a trace id, with the new one in its place.
    void writeWithNewId(const char* begin, const char* end) {
        const std::size_t at = m_out.out().size();
        m_out.out().append(begin, end);
        const auto isDigit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
        char* const from = m_out.out().data() + at;
        char* const to = m_out.out().data() + m_out.out().size();
        char* run = from;
        for (char* c = from; c != to; ++c) {
            if (!isDigit(*c))
                run = c + 1;
            else if (c + 1 - run == static_cast<std::ptrdiff_t>(TraceIdDigits) && (c + 1 == to || !isDigit(c[1]))) {
                const auto old = TraceId::fromHex({run, TraceIdDigits});
                if (old && isRenamed(*old, WirePart::Role::LinkedTraceId))
                    writeHex(newTraceId(*old, *m_changes.idSeed), run);
            }
        }
    }

    /// The rules that set an attribute which a resource group's resource has already.
    std::vector<const Rule*> setIn(std::string_view resourceGroup) {
        std::vector<const Rule*> out;
        if (!hasSets())
            return out;
        WireReader group(resourceGroup, m_fault);
        while (group.next()) {
            if (group.tag() != lengthTag(1)) {
                group.skip();
                continue;
            }
            WireReader resource(group.bytes(), m_fault);
            while (resource.next()) {
                if (resource.tag() == lengthTag(1))
                    out.push_back(m_edit.ruleFor(keyOf(resource.bytes(), m_fault)));
                else
                    resource.skip();
            }
        }
        return out;
    }

    /// The rules that a span without any attribute would have to be given.
    std::vector<const Rule*> toAdd() const {
        std::vector<const Rule*> out;
        for (const Rule& rule : m_edit.m_rules) {
            const bool adds = rule.action == AttributeEdit::Action::Set && !rule.isPrefix;
            if (adds && m_edit.ruleFor(rule.key) == &rule
                && std::ranges::find(m_inResource, &rule) == m_inResource.end())
                out.push_back(&rule);
        }
        return out;
    }

    bool hasSets() const {
        return std::ranges::any_of(
            m_edit.m_rules, [](const Rule& rule) { return rule.action == AttributeEdit::Action::Set; });
    }

    const WireEdit& m_edit;
    const WireChanges& m_changes;
    std::vector<const Rule*> m_inResource;
    WireFault m_fault;
    WireWriter m_out;
};

Result<std::string> WireEdit::apply(std::string_view payload, PayloadFormat format, Signal signal) const {
    std::expected<std::string, DecodeFailure> transcoded;
    if (format == PayloadFormat::Json) {
        transcoded = JsonTranscoder(payload, signal).run();
        if (!transcoded)
            return failure(ErrorCode::BadInput,
                u"The captured JSON cannot be changed: %1"_s.arg(QString::fromStdString(transcoded.error().message)),
                u"Send it without changes."_s);
        payload = *transcoded;
    }
    auto changed = Run(*this).request(payload, signal);
    if (!changed)
        return failure(ErrorCode::BadInput, u"The captured request cannot be changed: it is no sound protobuf."_s,
            u"Send it without changes."_s);
    return *std::move(changed);
}

} // namespace spanglass
