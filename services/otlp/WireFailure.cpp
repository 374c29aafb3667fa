#include "services/otlp/WireFailure.h"

#include "services/otlp/SignalGuess.h"

namespace spanglass {

namespace {

bool startsLikeJson(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != text.npos && (text[first] == '{' || text[first] == '[');
}

} // namespace

DecodeFailure wrongSignalFailure(Signal found, Signal expected) {
    const auto quoted = [](Signal s) { return std::string(signalName(s)); };
    return {Refusal::WrongSignal,
        "This is a " + quoted(found) + " request, but it was sent to the " + quoted(expected) + " path; send it to /v1/"
            + quoted(found) + ".",
        {}};
}

std::optional<DecodeFailure> wrongSignal(std::string_view request, Signal expected) {
    const auto found = guessSignal(request);
    if (!found || *found == expected)
        return std::nullopt;
    return wrongSignalFailure(*found, expected);
}

DecodeFailure wireFailure(
    std::string_view request, const WireFault& fault, Signal expected, std::string_view item, std::uint32_t index) {
    if (startsLikeJson(request))
        return {Refusal::JsonAsProtobuf,
            "The body is JSON but is labelled as protobuf; send Content-Type: application/json.", {}};
    if (auto failure = wrongSignal(request, expected))
        return std::move(*failure);
    const auto offset = fault.at - request.data();
    return {Refusal::NotProtobuf,
        "The body is not an OTLP " + std::string(signalName(expected)) + " message: " + fault.reason + " at byte "
            + std::to_string(offset) + " of " + std::to_string(request.size()) + " (near " + std::string(item) + ' '
            + std::to_string(index) + ").",
        {}};
}

} // namespace spanglass
