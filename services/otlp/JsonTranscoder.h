#pragma once

#include "services/otlp/Decode.h"
#include "services/otlp/JsonReader.h"
#include "services/otlp/JsonSchema.h"
#include "services/otlp/WireWriter.h"

namespace spanglass {

/// Turns one OTLP/JSON request into protobuf bytes in a single pass, without building a tree. Lenient where the OTLP
/// specification asks for it or senders in the field need it; what was lenient is noted. An id that is not hex is
/// written as its text in double quotes, at a length that no id has, for the wire decoder to refuse its span alone.
class JsonTranscoder {
public:
    JsonTranscoder(std::string_view json, Signal signal);

    std::expected<std::string, DecodeFailure> run();
    /// SnakeCaseKeys and EnumByName; after run().
    const std::vector<RefusalNote>& notes() const { return m_notes; }

private:
    static constexpr std::size_t NoIndex = static_cast<std::size_t>(-1);

    /// Where the reader is, for words to people: a chain on the call stack.
    struct Place {
        const Place* up = nullptr;
        const JsonField* field = nullptr;
        std::size_t index = NoIndex; ///< in a repeated field
        int depth = 0;
    };

    bool object(const JsonMessage& message, const Place& place);
    bool member(const JsonMessage& message, const Place& place, std::size_t& hint);
    bool unknownMember(const Place& place, std::string_view key);
    bool list(const Place& place);
    bool value(const Place& place);
    bool nested(const Place& place);
    bool enumeration(const Place& place);
    bool textual(const Place& place);
    bool boolean(const Place& place);
    bool numeric(const Place& place);
    bool writeNumber(const Place& place, std::string_view text);
    bool signedNumber(const Place& place, std::string_view text, std::int64_t min, std::int64_t max);
    bool unsignedNumber(const Place& place, std::string_view text, std::uint64_t max);
    void writeId(const JsonField& field, std::string_view text);

    bool wrongKind(const Place& place, std::string_view wanted);
    bool invalid(const Place& place, std::string reason);
    DecodeFailure failure() const;
    static std::string pathOf(const Place* place);

    JsonReader m_in;
    WireWriter m_out;
    Signal m_signal;
    bool m_expectedSeen = false;
    std::optional<Signal> m_otherSeen;
    std::vector<RefusalNote> m_notes;
    std::optional<DecodeFailure> m_invalid;
    std::string m_faultPath; ///< of the innermost field being read when the text itself was at fault
};

} // namespace spanglass
