#include "services/otlp/RawSpan.h"
#include "services/otlp/WireReader.h"
#include "services/otlp/WireWriter.h"

namespace spanglass {

namespace {

/// Finds one span and writes the messages around it without their other spans.
class Cutter {
public:
    explicit Cutter(std::uint32_t ordinal)
        : m_ordinal(ordinal) { }

    std::optional<std::string> cut(std::string_view request) {
        WireReader in(request, m_fault);
        while (in.next() && !m_found) {
            if (in.tag() == lengthTag(1))
                readResourceGroup(in.bytes());
            else
                in.skip();
        }
        if (!m_found)
            return std::nullopt;
        return m_out.take();
    }

private:
    void readResourceGroup(std::string_view group) {
        WireReader in(group, m_fault);
        while (in.next() && !m_found) {
            if (in.tag() != lengthTag(2)) {
                in.skip();
                continue;
            }
            const std::string_view scopeGroup = in.bytes();
            findSpan(scopeGroup);
            if (m_found)
                write(group, scopeGroup);
        }
    }

    void findSpan(std::string_view scopeGroup) {
        WireReader in(scopeGroup, m_fault);
        while (in.next() && !m_found) {
            if (in.tag() == lengthTag(2)) {
                m_span = in.bytes();
                m_found = m_next++ == m_ordinal && !m_fault;
            } else {
                in.skip();
            }
        }
    }

    void write(std::string_view group, std::string_view scopeGroup) {
        const std::size_t resource = m_out.open(1);
        copyAllButField2(group);
        const std::size_t scope = m_out.open(2);
        copyAllButField2(scopeGroup);
        m_out.bytes(2, m_span);
        m_out.close(scope);
        m_out.close(resource);
    }

    void copyAllButField2(std::string_view message) {
        WireFault fault;
        WireReader in(message, fault);
        for (const char* begin = in.position(); in.next(); begin = in.position()) {
            const bool left = in.tag() == lengthTag(2);
            in.skip();
            if (!left && !fault)
                m_out.out().append(begin, in.position());
        }
    }

    std::uint32_t m_ordinal;
    std::uint32_t m_next = 0;
    bool m_found = false;
    std::string_view m_span;
    WireFault m_fault;
    WireWriter m_out;
};

} // namespace

std::optional<std::string> singleSpanWire(std::string_view protobuf, std::uint32_t ordinal) {
    return Cutter(ordinal).cut(protobuf);
}

} // namespace spanglass
