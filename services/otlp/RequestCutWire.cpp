#include "services/otlp/RequestCut.h"
#include "services/otlp/WireReader.h"
#include "services/otlp/WireWriter.h"

namespace spanglass {

namespace {

/// Copies a request and leaves out the items that are not wanted. Messages that turn out to keep none are taken back.
class Cutter {
public:
    explicit Cutter(std::span<const std::uint32_t> ordinals)
        : m_wanted(ordinals) { }

    std::optional<std::string> cut(std::string_view request) {
        m_out.reserve(request.size() / 2);
        WireReader in(request, m_fault);
        for (const char* begin = in.position(); in.next(); begin = in.position()) {
            if (in.tag() == lengthTag(1))
                copyIfKept(1, in.bytes(), &Cutter::copyResourceGroup);
            else
                copyField(begin, in);
        }
        if (!m_wanted.empty())
            return std::nullopt;
        return m_out.take();
    }

private:
    using Copy = void (Cutter::*)(std::string_view message);

    void copyIfKept(std::uint32_t field, std::string_view message, Copy copy) {
        const std::size_t before = m_out.out().size();
        const std::size_t wanted = m_wanted.size();
        const auto opened = m_out.openAbout(field, message.size());
        (this->*copy)(message);
        if (m_wanted.size() == wanted)
            m_out.out().resize(before);
        else
            m_out.close(opened);
    }

    void copyResourceGroup(std::string_view group) {
        WireReader in(group, m_fault);
        for (const char* begin = in.position(); in.next(); begin = in.position()) {
            if (in.tag() == lengthTag(2))
                copyIfKept(2, in.bytes(), &Cutter::copyScopeGroup);
            else
                copyField(begin, in);
        }
    }

    void copyScopeGroup(std::string_view group) {
        WireReader in(group, m_fault);
        for (const char* begin = in.position(); in.next(); begin = in.position()) {
            if (in.tag() != lengthTag(2)) {
                copyField(begin, in);
                continue;
            }
            in.bytes();
            if (m_fault)
                return;
            if (!m_wanted.empty() && m_wanted.front() == m_next) {
                m_wanted = m_wanted.subspan(1);
                m_out.out().append(begin, in.position());
            }
            ++m_next;
        }
    }

    void copyField(const char* begin, WireReader& in) {
        in.skip();
        if (!m_fault)
            m_out.out().append(begin, in.position());
    }

    std::span<const std::uint32_t> m_wanted; ///< not met yet
    std::uint32_t m_next = 0;
    WireFault m_fault;
    WireWriter m_out;
};

} // namespace

std::optional<std::string> cutWire(std::string_view protobuf, std::span<const std::uint32_t> ordinals) {
    return Cutter(ordinals).cut(protobuf);
}

std::optional<std::string> cutRequest(
    std::string_view payload, PayloadFormat format, Signal signal, std::span<const std::uint32_t> ordinals) {
    return format == PayloadFormat::Json ? cutJson(payload, signal, ordinals) : cutWire(payload, ordinals);
}

} // namespace spanglass
