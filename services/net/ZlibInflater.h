#pragma once

#include "services/net/Inflater.h"

#include <zlib.h>

#include <utility>

namespace spanglass {

/// gzip of any number of members, and deflate with or without its zlib wrapper.
class ZlibInflater final : public Inflater {
public:
    enum class Wrapper : std::uint8_t { Gzip, ZlibOrNone };

    ZlibInflater(Wrapper wrapper, std::uint64_t limit);
    ~ZlibInflater() override;
    ZlibInflater(const ZlibInflater&) = delete;
    ZlibInflater& operator=(const ZlibInflater&) = delete;

    Outcome feed(std::string_view in, std::string& out) override;
    Outcome finish() override;

private:
    bool start(std::string_view firstBytes);
    Outcome run(std::string_view in, std::string& out);

    Wrapper m_wrapper;
    std::uint64_t m_limit;
    std::string m_first; ///< held back until two bytes tell a zlib wrapper from bare deflate
    z_stream m_stream{};
    bool m_started = false;
    bool m_memberEnded = false;
};

} // namespace spanglass
