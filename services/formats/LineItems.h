#pragma once

#include "services/formats/FileItem.h"

namespace spanglass {

/// Every line that is not blank is an item.
class LineItems : public ItemSplitter {
public:
    void feed(std::string_view block, const TakeItem& take) override;
    void end(const TakeItem& take) override;

private:
    void emitLine(std::string_view line, const TakeItem& take);

    std::string m_partial;
    std::uint64_t m_line = 1;
    bool m_tooLong = false;
};

} // namespace spanglass
