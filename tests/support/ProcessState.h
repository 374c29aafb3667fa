#pragma once

#include <QDir>

#include <fstream>
#include <string>

// What this process holds. Linux only; 0 elsewhere.

namespace spanglass::test {

/// A number out of /proc/self/status: "Threads", or memory in KiB.
inline double processCount(const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field + ':'))
            return std::stod(line.substr(field.size() + 1));
    }
    return 0;
}

/// "VmRSS" is the memory that is held now, "VmHWM" the most that was.
inline double processMiB(const std::string& field) { return processCount(field) / 1024; }

inline int openFiles() {
    return static_cast<int>(QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size());
}

} // namespace spanglass::test
