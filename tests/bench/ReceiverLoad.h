#pragma once

#include "tests/support/Load.h"

#include <functional>

namespace spanglass {
class Store;
}

namespace spanglass::test {

enum class Sender : std::uint8_t { HttpProtobuf, HttpJson, Grpc };

struct SendResult {
    std::uint64_t spans = 0; ///< acknowledged
    std::uint64_t retries = 0; ///< answers that asked to send again
    double seconds = 0; ///< first send to last acknowledgement
    std::vector<double> milliseconds; ///< of each acknowledged request, send to answer
};

/// Runs a receiver with a store in a temporary folder, and `senders` on connections of their own for about
/// `seconds`. Every request carries ids of its own, so nothing is a duplicate. Needs a QCoreApplication that is not
/// running.
SendResult runLoad(Sender sender, const LoadShape& shape, double seconds, unsigned senders);

/// The same at a steady rate, and with something that works on the store meanwhile.
struct LoadCompany {
    double spansPerSecond = 0; ///< of all senders together; 0: as fast as they get their answers
    std::function<void(Store&)> begin = {}; ///< before the first request
    std::function<void(Store&)> end = {}; ///< after the last answer, while the store is open
};
SendResult runLoad(Sender sender, const LoadShape& shape, double seconds, unsigned senders, const LoadCompany& company);

} // namespace spanglass::test
