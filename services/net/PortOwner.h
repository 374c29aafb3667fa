#pragma once

#include <QString>

#include <optional>

namespace spanglass {

struct PortOwner {
    qint64 pid = 0;
    QString program; ///< as the system shows it, "otelcol"
};

/// The process that listens on a TCP port of this computer, where that can be known: on Linux for processes of the same
/// user. Reads a few hundred small files; not for the GUI thread.
std::optional<PortOwner> portOwner(quint16 port);

} // namespace spanglass
