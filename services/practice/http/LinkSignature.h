#pragma once

#include <string>

namespace spanglass::practice {

/// What makes a link good without a credential, as a cloud's presigned addresses are.
std::string linkSignature(const std::string& key, const std::string& text);

} // namespace spanglass::practice
