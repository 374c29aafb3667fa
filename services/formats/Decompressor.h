#pragma once

#include "services/core/Error.h"

#include <memory>
#include <string_view>

namespace spanglass {

/// One compression format, undone piece by piece.
class Decompressor {
public:
    struct Step {
        std::size_t consumed = 0;
        std::size_t produced = 0;
    };

    virtual ~Decompressor() = default;
    virtual Result<Step> step(std::string_view input, char* to, std::size_t size) = 0;
    /// Whether the input may end here.
    virtual bool complete() const = 0;

    /// By the magic number in front; null when there is none.
    static std::unique_ptr<Decompressor> forMagic(std::string_view firstBytes);
};

} // namespace spanglass
