#pragma once

#include "services/formats/FileFormat.h"

namespace spanglass {

/// Tells trace formats apart by the first keys that only one of them has. `text` begins with a bracket and may be cut
/// off anywhere.
SniffedFile sniffKeys(std::string_view text);

} // namespace spanglass
