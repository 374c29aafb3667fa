#include "app/verbs/StandardIo.h"

#include <cstdio>

namespace spanglass {

bool StandardIo::write(QByteArrayView bytes) {
    m_progress.clear();
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.data(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

void StandardIo::complain(const QString& line) {
    m_progress.clear();
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

void StandardIo::progress(const QString& line) { m_progress.show(line); }

} // namespace spanglass
