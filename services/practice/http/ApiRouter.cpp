#include "services/practice/http/ApiRouter.h"

namespace spanglass::practice {

namespace {

std::vector<std::string> segmentsOf(std::string_view path) {
    std::vector<std::string> segments;
    std::size_t at = 1;
    while (at <= path.size()) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        segments.emplace_back(path.substr(at, end - at));
        at = end + 1;
    }
    return segments;
}

bool isName(const std::string& segment) { return segment.starts_with('{'); }
bool takesRest(const std::string& segment) { return segment.ends_with("...}"); }

std::optional<std::map<std::string, std::string>> matched(
    const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    std::map<std::string, std::string> values;
    const bool rest = !pattern.empty() && takesRest(pattern.back());
    if (path.size() < pattern.size() || (!rest && path.size() != pattern.size()))
        return std::nullopt;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (takesRest(pattern[i])) {
            std::string all;
            for (std::size_t j = i; j < path.size(); ++j)
                all += (j > i ? "/" : "") + percentDecoded(path[j], false);
            values[pattern[i].substr(1, pattern[i].size() - 5)] = std::move(all);
        } else if (isName(pattern[i])) {
            values[pattern[i].substr(1, pattern[i].size() - 2)] = percentDecoded(path[i], false);
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        }
    }
    return values;
}

void readQuery(std::string_view target, ApiCall& call) {
    const std::size_t mark = target.find('?');
    std::string_view rest = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t sign = std::min(pair.find('='), pair.size());
        call.query.emplace_back(percentDecoded(pair.substr(0, sign), true),
            percentDecoded(pair.substr(std::min(pair.size(), sign + 1)), true));
    }
}

} // namespace

void ApiRouter::add(std::string_view method, std::string_view pattern, Handler handler, Access access) {
    addLate(
        method, pattern,
        [handler = std::move(handler)](const ApiCall& call, const Answer& answer) { answer(handler(call)); }, access);
}

void ApiRouter::addLate(std::string_view method, std::string_view pattern, LateHandler handler, Access access) {
    m_routes.push_back({std::string(method), segmentsOf(pattern), std::move(handler), access});
}

const ApiRouter::Route* ApiRouter::find(const HttpHead& head, ApiCall& call) const {
    const auto path = segmentsOf(head.path());
    for (const Route& route : m_routes) {
        if (route.method != head.method)
            continue;
        if (auto values = matched(route.segments, path)) {
            call.path = *std::move(values);
            readQuery(head.target, call);
            return &route;
        }
    }
    return nullptr;
}

} // namespace spanglass::practice
