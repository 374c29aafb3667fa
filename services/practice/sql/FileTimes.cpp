#include "services/practice/sql/FileTimes.h"

namespace spanglass::practice {

namespace {

constexpr std::size_t MostFiles = 2'000; ///< of one table; beyond it the older half is forgotten

} // namespace

void FileTimes::note(const std::string& table, std::int64_t firstRow, std::int64_t endRow, std::int64_t micros) {
    const std::scoped_lock lock(m_mutex);
    std::vector<File>& files = m_files[table];
    if (!files.empty() && files.back().firstRow == firstRow)
        files.pop_back(); // the end of the request before
    files.push_back({firstRow, micros});
    files.push_back({endRow, 0});
    if (files.size() > MostFiles)
        files.erase(files.begin(), files.begin() + MostFiles / 2);
}

std::string FileTimes::relation(const std::string& table, const std::string& duckName) const {
    std::string files = "(-1, make_timestamptz(0))"; // before the first
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_files.find(table); found != m_files.end()) {
        for (const File& each : found->second)
            files += ", (" + std::to_string(each.firstRow) + ", make_timestamptz(" + std::to_string(each.micros) + "))";
    }
    return "(SELECT practice_rows.*, struct_pack(file_modification_time := nullif(practice_files.came, "
           "make_timestamptz(0))) AS _metadata FROM "
        + duckName + " practice_rows ASOF LEFT JOIN (VALUES " + files
        + ") practice_files(first_row, came) ON practice_rows.rowid >= practice_files.first_row)";
}

} // namespace spanglass::practice
