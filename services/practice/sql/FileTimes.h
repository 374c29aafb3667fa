#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace spanglass::practice {

/// When rows came into tables, for `_metadata.file_modification_time`: as if every OTLP request had made a file. Rows
/// that statements insert, and those from before a restart, have no time. Any thread.
class FileTimes {
public:
    /// The rows of `table` from one rowid to before another came at this time, in microseconds since 1970.
    void note(const std::string& table, std::int64_t firstRow, std::int64_t endRow, std::int64_t micros);

    /// `duckName`, a table by its name in DuckDB, with the column `_metadata` beside its own, as SQL for a FROM clause.
    std::string relation(const std::string& table, const std::string& duckName) const;

private:
    struct File {
        std::int64_t firstRow = 0;
        std::int64_t micros = 0; ///< 0: not known
    };

    mutable std::mutex m_mutex;
    std::map<std::string, std::vector<File>> m_files; ///< ascending
};

} // namespace spanglass::practice
