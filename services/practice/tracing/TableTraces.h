#pragma once

#include "services/practice/sql/QueryTranslator.h"
#include "services/practice/tracing/TraceNote.h"
#include "services/practice/tracing/TraceSearch.h"

namespace spanglass::practice {

/// Traces in the tables of a place, read and written with the caller's own rights: SELECT on the spans and on what is
/// said about them, MODIFY on the latter. Any thread. Its functions throw ApiFailure.
class TableTraces {
public:
    TableTraces(const Metastore& metastore, const Rights& rights, Engine& engine, const FaultSwitch& faults)
        : m_metastore(metastore)
        , m_rights(rights)
        , m_engine(engine)
        , m_reader(metastore, rights, faults, engine.fileTimes()) { }

    TraceSource source(const Principal& who, const TracePlace& place) const;
    /// Only of this trace; 404 when it is not there.
    nlohmann::json info(const Principal& who, const TracePlace& place, const std::string& trace) const;
    /// OTLP spans as protobuf JSON, in the order of their start.
    nlohmann::json spans(const TracePlace& place, const std::string& trace) const;
    /// The author is `who`.
    void write(const Principal& who, const TracePlace& place, TraceNote note) const;

private:
    void demandRead(const Principal& who, const std::string& table) const;

    const Metastore& m_metastore;
    const Rights& m_rights;
    Engine& m_engine;
    const QueryTranslator m_reader;
};

} // namespace spanglass::practice
