#include "services/net/Inflater.h"

#include "services/net/ZlibInflater.h"
#include "services/net/ZstdInflater.h"

namespace spanglass {

namespace {

class IdentityInflater final : public Inflater {
public:
    explicit IdentityInflater(std::uint64_t limit)
        : m_limit(limit) { }
    Outcome feed(std::string_view in, std::string& out) override {
        if (in.size() > m_limit - out.size())
            return Outcome::TooLarge;
        out.append(in);
        return Outcome::Ok;
    }
    Outcome finish() override { return Outcome::Ok; }

private:
    std::uint64_t m_limit;
};

} // namespace

std::unique_ptr<Inflater> Inflater::make(ContentCoding coding, std::uint64_t limit) {
    switch (coding) {
    case ContentCoding::Gzip:
        return std::make_unique<ZlibInflater>(ZlibInflater::Wrapper::Gzip, limit);
    case ContentCoding::Deflate:
        return std::make_unique<ZlibInflater>(ZlibInflater::Wrapper::ZlibOrNone, limit);
    case ContentCoding::Zstd:
        return std::make_unique<ZstdInflater>(limit);
    case ContentCoding::Identity:
        break;
    }
    return std::make_unique<IdentityInflater>(limit);
}

} // namespace spanglass
