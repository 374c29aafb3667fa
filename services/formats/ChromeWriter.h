#pragma once

#include "services/formats/TraceWriter.h"

#include <map>

namespace spanglass {

/// Chrome trace events, for chrome://tracing and Perfetto: a process for each service, threads by interval colouring
/// for each trace, flow arrows where a call goes from one service to another, span events as instants. `args` carry
/// ids, exact nanoseconds and typed attributes, so that Spanglass can read the file back; lost are bytes (they become
/// base64 text), NaN and infinities, dropped counts, scope attributes, schema URLs, trace states of links.
class ChromeWriter : public TraceWriter {
public:
    void begin(std::string& out) override;
    void add(const TraceSpans& trace, std::string& out) override;
    void end(std::string& out) override;

private:
    struct Process {
        int pid = 0;
        std::uint32_t nextThread = 1;
    };
    struct Place {
        int pid = 0;
        std::uint32_t tid = 0;
        const Span* span = nullptr;
    };

    void beginEvent(std::string& out, char phase, std::string_view name, int pid, std::uint32_t tid);
    Process& process(const Resource& resource, std::string& out);
    void appendSlice(const Place& place, std::string& out);
    void appendInstants(const Place& place, std::string& out);
    void appendFlow(const Place& from, const Place& to, std::string& out);

    std::map<std::string, Process> m_processes; ///< by their resource's attributes
    bool m_first = true;
};

} // namespace spanglass
