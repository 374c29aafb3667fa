#pragma once

#include "app/verbs/ProgressLine.h"
#include "app/verbs/VerbIo.h"

namespace spanglass {

/// The process's own standard output and error. One thread at a time.
class StandardIo final : public VerbIo {
public:
    bool write(QByteArrayView bytes) override;
    void complain(const QString& line) override;
    void progress(const QString& line) override;

private:
    ProgressLine m_progress;
};

} // namespace spanglass
