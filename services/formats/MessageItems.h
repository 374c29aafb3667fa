#pragma once

#include "services/formats/FileItem.h"

namespace spanglass {

/// One bare protobuf message of any length whose only field is number 1, repeated (every OTLP request is such a
/// message), cut between fields into messages of about four MiB. A small file stays one item, byte for byte.
class MessageItems : public ItemSplitter {
public:
    void feed(std::string_view block, const TakeItem& take) override;
    void end(const TakeItem& take) override;

private:
    std::string m_buffer;
    std::size_t m_whole = 0; ///< bytes at the front of m_buffer that are whole fields
    bool m_broken = false;
};

} // namespace spanglass
