#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanglass {

/// Appends the bytes in the standard alphabet, padded (RFC 4648, section 4).
void appendBase64(std::string& out, std::string_view bytes);

/// Appends the decoded bytes; both alphabets (RFC 4648, sections 4 and 5), with or without padding. False, with `out`
/// left as it was, when the text is not base64.
bool appendFromBase64(std::string& out, std::string_view text);

} // namespace spanglass
