#pragma once

#include <fstream>
#include <string>

namespace spanglass::test {

/// Memory of this process in MiB: "VmRSS" is what it holds now, "VmHWM" the most it has held. Linux only; 0 elsewhere.
inline double processMiB(const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field + ':'))
            return std::stod(line.substr(field.size() + 1)) / 1024;
    }
    return 0;
}

} // namespace spanglass::test
