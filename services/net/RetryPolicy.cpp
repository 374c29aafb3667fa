#include "services/net/RetryPolicy.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

namespace spanglass {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds FirstWait{500};
constexpr milliseconds LongestWait{10'000};
constexpr milliseconds MostJitter{1'000};
constexpr int MostConnectTries = 3; // a wrong port should be told within two seconds

bool isSafe(const TryOutcome& outcome) {
    if (outcome.fault) {
        const bool connection = *outcome.fault == TransportFault::Refused
            || (*outcome.fault == TransportFault::CutOff && outcome.nothingSent);
        return connection && mayBeRepeated(outcome.method) && outcome.tries < MostConnectTries;
    }
    if (outcome.status == 503)
        return !outcome.retryAfter.empty() || mayBeRepeated(outcome.method);
    return outcome.status == 429; // refused before anything was done
}

milliseconds scaled(milliseconds time, double factor) {
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(time.count()) * factor));
}

} // namespace

bool mayBeRepeated(QByteArrayView method) {
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "PUT" || method == "DELETE";
}

std::optional<milliseconds> retryAfter(std::string_view value, const QDateTime& now) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error == std::errc{} && end == value.data() + value.size() && seconds >= 0)
        return milliseconds(1000 * std::min<std::int64_t>(seconds, 365 * 86'400));
    const time_t date = curl_getdate(std::string(value).c_str(), nullptr);
    if (date < 0)
        return std::nullopt;
    return std::max(milliseconds{0}, milliseconds(1000 * static_cast<std::int64_t>(date) - now.toMSecsSinceEpoch()));
}

std::optional<milliseconds> waitBeforeRetry(
    const RetryRule& rule, const TryOutcome& outcome, double random, const QDateTime& now) {
    if (outcome.tries >= rule.maxTries || !isSafe(outcome))
        return std::nullopt;
    milliseconds wait = std::min(LongestWait, FirstWait * (1 << std::min(outcome.tries - 1, 10)));
    if (const auto asked = retryAfter(outcome.retryAfter, now))
        wait = *asked + std::min(MostJitter, scaled(*asked, random / 4)); // never earlier than asked
    else
        wait = scaled(wait, (1 + random) / 2);
    if (outcome.sinceFirst + wait > rule.maxTime || wait >= outcome.untilDeadline)
        return std::nullopt;
    return wait;
}

} // namespace spanglass
