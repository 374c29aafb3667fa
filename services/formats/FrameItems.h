#pragma once

#include "services/formats/FileItem.h"

namespace spanglass {

/// Messages with a 4-byte big-endian length before each, as the collector's file exporter writes them with
/// `format: proto` or `compression: zstd`. In the second case each message is a zstd frame of its own, which is undone
/// here.
class FrameItems : public ItemSplitter {
public:
    void feed(std::string_view block, const TakeItem& take) override;
    void end(const TakeItem& take) override;

private:
    void emitFrame(std::string_view frame, const TakeItem& take);

    std::string m_buffer;
    bool m_broken = false;
};

} // namespace spanglass
