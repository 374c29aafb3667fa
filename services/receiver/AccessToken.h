#pragma once

#include "services/core/Secret.h"

#include <string_view>

namespace spanglass {

/// Whether an `authorization` header or metadata entry presents `token` as a bearer token (RFC 6750). True when no
/// token is set. The comparison takes the same time wherever the first difference lies.
bool presentsToken(std::string_view authorization, const Secret& token);

} // namespace spanglass
