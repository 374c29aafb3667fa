#pragma once

#include "services/practice/identity/Tokens.h"
#include "services/practice/sql/StatementDesk.h"

namespace spanglass::practice {

/// The Statement Execution API 2.0 (databricks-api.md section 6, C: sdk-py service/sql.py StatementExecutionAPI) and
/// the presigned links of its results.
class StatementApi {
public:
    struct Parts {
        StatementDesk& desk;
        const Warehouses& warehouses;
        const People& people;
        Tokens& tokens;
        const FaultSwitch& faults;
        std::chrono::milliseconds linkLife;
    };
    StatementApi(ApiRouter& router, const Parts& parts);

private:
    void submit(const ApiCall& call, const Answer& answer);
    ApiReply chunk(const ApiCall& call) const;
    ApiReply linked(const ApiCall& call) const;
    StatementView demand(const ApiCall& call) const;

    ApiReply reply(const StatementView& view, const std::string& host) const;
    std::string manifest(const StatementResult& result) const;
    /// The `result` object of one chunk; `first` is that of the statement's own answer.
    std::string result(const StatementView& view, std::size_t chunk, const std::string& host, bool first) const;
    std::string link(const std::string& statement, std::size_t chunk, std::int64_t expires) const;
    std::string signature(const std::string& text) const;

    const Parts m_parts;
};

} // namespace spanglass::practice
