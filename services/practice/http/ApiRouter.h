#pragma once

#include "services/practice/http/ApiCall.h"
#include "services/practice/http/ApiReply.h"

#include <deque>

namespace spanglass::practice {

/// Who may call a route.
enum class Access : std::uint8_t {
    Open, ///< anybody
    Bearer, ///< any credential of the workspace
};

/// Which handler serves which method and path. Filled before the server listens, then only read.
///
/// How an API is added: write a class in the folder of its topic that takes what it needs (People, Catalog, ...) and a
/// router in its constructor and registers member functions there; add it to PracticeWorkspace::Parts. A handler is
/// called on a pool thread, several at a time; it answers with an ApiReply or throws an ApiFailure. What must be kept
/// over a restart goes through a StateFile of its own.
class ApiRouter {
public:
    using Handler = std::function<ApiReply(const ApiCall&)>;
    using LateHandler = std::function<void(const ApiCall&, const Answer&)>;

    /// `pattern` is a path whose {name} segments match any one segment; a last {name...} matches all that is left.
    void add(std::string_view method, std::string_view pattern, Handler handler, Access access = Access::Bearer);
    /// For answers that come later, from another thread.
    void addLate(
        std::string_view method, std::string_view pattern, LateHandler handler, Access access = Access::Bearer);

    struct Route {
        std::string method;
        std::vector<std::string> segments;
        LateHandler handler;
        Access access = Access::Bearer;
    };
    /// The route for a head, its path values and query put into `call`; null when there is none.
    const Route* find(const HttpHead& head, ApiCall& call) const;

private:
    std::deque<Route> m_routes;
};

} // namespace spanglass::practice
