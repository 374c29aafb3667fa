#pragma once

#include <QString>

#include <cstdint>

namespace spanglass {

/// Where secrets go, for people to see.
struct SecretPlace {
    enum class Kind : std::uint8_t {
        Unknown, ///< nothing has been kept or read yet
        Keychain, ///< of the system
        Memory, ///< gone when the program ends
    };

    Kind kind = Kind::Unknown;
    QString reason; ///< why it is only memory

    bool operator==(const SecretPlace&) const = default;
};

} // namespace spanglass
