#include "services/receiver/Capture.h"

#include <zstd.h>

#include <memory>

namespace spanglass {

namespace {
constexpr int Level = 1; // capture must keep up with the senders; higher levels cost more than they save here
}

std::string zstdFrame(std::string_view payload) {
    thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    std::string frame;
    frame.resize_and_overwrite(ZSTD_compressBound(payload.size()), [&](char* out, std::size_t room) {
        const auto size = ZSTD_compressCCtx(context.get(), out, room, payload.data(), payload.size(), Level);
        return ZSTD_isError(size) ? 0 : size;
    });
    frame.shrink_to_fit();
    return frame;
}

} // namespace spanglass
