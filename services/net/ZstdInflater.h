#pragma once

#include "services/net/Inflater.h"

struct ZSTD_DCtx_s;

namespace spanglass {

/// zstd frames, one or more. The window is bounded by the limit, so memory is.
class ZstdInflater final : public Inflater {
public:
    explicit ZstdInflater(std::uint64_t limit);
    ~ZstdInflater() override;
    ZstdInflater(const ZstdInflater&) = delete;
    ZstdInflater& operator=(const ZstdInflater&) = delete;

    Outcome feed(std::string_view in, std::string& out) override;
    Outcome finish() override;

private:
    ZSTD_DCtx_s* m_context;
    std::uint64_t m_limit;
    bool m_frameEnded = false;
};

} // namespace spanglass
